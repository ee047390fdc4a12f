import { builder } from './builder.ts'

/** The argument of a list that is cut; `listSize` holds it to its bounds. */
export const listLength = (defaultValue: number) =>
  builder.args((t) => ({
    first: t.int({ required: true, defaultValue, description: 'How many, 1–500.' }),
  }))
