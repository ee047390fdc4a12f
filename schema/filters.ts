import { builder } from './builder.ts'
import { Direction } from './enums.ts'

const IS_NULL = 'Whether there is no value.'

export const DateRange = builder.inputType('DateRange', {
  description:
    'Half-open, from ≤ x < to, in days of the business time zone; for periods: whose start lies in it.',
  fields: (t) => ({
    from: t.field({ type: 'Date', description: 'The first day; without it, from the start.' }),
    to: t.field({ type: 'Date', description: 'The day after the last; without it, to the end.' }),
  }),
})

export const StringFilter = builder.inputType('StringFilter', {
  description: 'eq, in: exact. startsWith, contains: without case; % and _ are themselves.',
  fields: (t) => ({
    eq: t.string({ description: 'Is this.' }),
    in: t.stringList({ description: 'Is one of these, at most 500.' }),
    startsWith: t.string({ description: 'Starts with this, without case.' }),
    contains: t.string({ description: 'Contains this, without case.' }),
    isNull: t.boolean({ description: IS_NULL }),
  }),
})

export const DecimalFilter = builder.inputType('DecimalFilter', {
  description: 'An exact comparison with the figure as it is shown.',
  fields: (t) => ({
    eq: t.field({ type: 'Decimal', description: 'Is this.' }),
    gte: t.field({ type: 'Decimal', description: 'Is this or more.' }),
    gt: t.field({ type: 'Decimal', description: 'Is more.' }),
    lte: t.field({ type: 'Decimal', description: 'Is this or less.' }),
    lt: t.field({ type: 'Decimal', description: 'Is less.' }),
    isNull: t.boolean({ description: IS_NULL }),
  }),
})

export const FloatFilter = builder.inputType('FloatFilter', {
  description: 'A comparison with a ratio.',
  fields: (t) => ({
    gte: t.float({ description: 'Is this or more.' }),
    gt: t.float({ description: 'Is more.' }),
    lte: t.float({ description: 'Is this or less.' }),
    lt: t.float({ description: 'Is less.' }),
    isNull: t.boolean({ description: IS_NULL }),
  }),
})

export const IntFilter = builder.inputType('IntFilter', {
  description: 'A comparison with a whole number.',
  fields: (t) => ({
    eq: t.int({ description: 'Is this.' }),
    in: t.intList({ description: 'Is one of these, at most 500.' }),
    gte: t.int({ description: 'Is this or more.' }),
    gt: t.int({ description: 'Is more.' }),
    lte: t.int({ description: 'Is this or less.' }),
    lt: t.int({ description: 'Is less.' }),
    isNull: t.boolean({ description: IS_NULL }),
  }),
})

/** The argument that every ordered list has. */
export const DIRECTION = { type: Direction, required: true, defaultValue: 'DESC' } as const

export const AND = 'All of these hold.'
export const OR = 'One of these holds.'
export const NOT = 'This does not hold.'
