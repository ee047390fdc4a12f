import { z } from 'zod'
import type { Add } from './action.ts'
import type { Snapshot } from './snapshot.ts'

/** A half-open range of a column's values, as text in their order: days, or instants as rows have them. */
export interface ValueRange {
  readonly column: string
  /** Null: open, as `to` is. */
  readonly from: string | null
  readonly to: string | null
}

/** The files that may hold a row of the range, by partition values and statistics; a file without them may. */
export function filesWithin(
  files: Snapshot['files'],
  { column, from, to }: ValueRange,
): Map<string, Add> {
  return new Map(
    [...files].filter(([, add]) => {
      const { min, max } = boundsOf(add, column)
      const isBefore = from !== null && max !== undefined && max < from
      const isAfter = to !== null && min !== undefined && min >= to
      return !isBefore && !isAfter
    }),
  )
}

function boundsOf(add: Add, column: string) {
  const value = add.partitionValues[column]
  if (value) return { min: value, max: value }
  const { minValues, maxValues } = statisticsOf(add)
  return { min: minValues?.[column], max: maxValues?.[column] }
}

const texts = z.record(z.string(), z.unknown()).transform((values) => {
  const found = Object.entries(values).filter(([, value]) => typeof value === 'string')
  return Object.fromEntries(found.map(([column, value]) => [column, String(value)]))
})
const statistics = z.object({ minValues: texts.optional(), maxValues: texts.optional() })

type Statistics = z.infer<typeof statistics>

/** A file is asked for at every question, and says the same each time. */
const read = new WeakMap<Add, Statistics>()

function statisticsOf(add: Add): Statistics {
  const known = read.get(add) ?? statistics.parse(JSON.parse(add.stats ?? '{}'))
  read.set(add, known)
  return known
}
