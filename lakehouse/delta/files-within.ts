import { z } from 'zod'
import type { ColumnRange } from '../engines/engine.ts'
import { jsonIn } from '../json-in.ts'
import type { Add } from './action.ts'
import type { Snapshot } from './snapshot.ts'

/** The files that may hold a row of the range, by partition values and statistics; a file without them may. */
export function filesWithin(
  files: Snapshot['files'],
  { column, from, to }: ColumnRange,
): Map<string, Add> {
  return new Map(
    [...files].filter(([, add]) => {
      const { min, max } = boundsOf(add, column)
      const isBefore = order(max, from) < 0
      const isAfter = order(min, to) >= 0
      return !isBefore && !isAfter
    }),
  )
}

type Bound = string | number | null | undefined

/** Below 0 where the left one comes first; NaN where they cannot be compared. Days and instants have the order of their text. */
function order(left: Bound, right: Bound): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right
  if (typeof left !== 'string' || typeof right !== 'string') return Number.NaN
  if (left === right) return 0
  return left < right ? -1 : 1
}

function boundsOf(add: Add, column: string): { readonly min: Bound; readonly max: Bound } {
  const value = add.partitionValues[column]
  if (value) return { min: value, max: value }
  const { minValues, maxValues } = statisticsOf(add)
  return { min: minValues?.[column], max: maxValues?.[column] }
}

const bounds = z.record(z.string(), z.union([z.string(), z.number()]).optional().catch(undefined))
const statistics = z
  .object({ minValues: bounds.optional(), maxValues: bounds.optional() })
  .catch({})

type Statistics = z.infer<typeof statistics>

/** A file is asked for at every question, and says the same each time. */
const read = new WeakMap<Add, Statistics>()

function statisticsOf(add: Add): Statistics {
  const known = read.get(add) ?? statistics.parse(jsonIn(add.stats ?? '{}'))
  read.set(add, known)
  return known
}
