import { z } from 'zod'
import type { ColumnRange } from '../engines/engine.ts'
import type { Add } from './action.ts'

const bound = z.union([z.string(), z.number()])

const bounds = z.object({
  minValues: z.record(z.string(), z.unknown()).optional(),
  maxValues: z.record(z.string(), z.unknown()).optional(),
})

/** The files that may have rows of the range, by what the log knows of each; one that it knows nothing of may. */
export function filesWithin(
  files: ReadonlyMap<string, Add>,
  { column, from, to }: ColumnRange,
): Map<string, Add> {
  const kept = [...files].filter(([, { stats }]) => {
    const { minValues, maxValues } = boundsOf(stats)
    const least = bound.safeParse(minValues?.[column]).data
    const most = bound.safeParse(maxValues?.[column]).data
    return !(
      isBelow(most, from) ||
      (to !== undefined && least !== undefined && !isBelow(least, to))
    )
  })
  return new Map(kept)
}

/** Instants have one form of text, whose order is theirs. */
function isBelow(value: string | number | undefined, limit: string | number): boolean {
  if (typeof value === 'number' && typeof limit === 'number') return value < limit
  return typeof value === 'string' && typeof limit === 'string' && value < limit
}

function boundsOf(stats: Add['stats']): z.infer<typeof bounds> {
  try {
    return bounds.parse(JSON.parse(stats ?? '{}'))
  } catch {
    return {}
  }
}
