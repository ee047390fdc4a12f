import { builder } from './builder.ts'
import { Grain } from './enums.ts'
import { DateRange } from './filters.ts'

/** Arguments of a field that is asked by period. */
export const periods = builder.args((t) => ({
  grain: t.field({
    type: Grain,
    required: true,
    defaultValue: 'MONTH',
    description: 'How long a period is.',
  }),
  range: t.field({
    type: DateRange,
    description: 'Periods whose start lies in it; all by default.',
  }),
}))
