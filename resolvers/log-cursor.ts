import type { Positions } from '../lakehouse/events/event-log.ts'
import type { Topic } from '../lakehouse/events/topics.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'

/** Where a subscription stands: its name, and the topics that it reads. */
export interface LogScope {
  readonly field: string
  readonly topics: readonly Topic[]
}

/** The positions of the scope's partitions, as text that goes on from there in any gateway. */
export function logCursor(positions: Positions, { field, topics }: LogScope): string {
  const place = [...positions]
    .filter(([name]) => topics.some((topic) => name.startsWith(`${topic}/`)))
    .flatMap(([name, offset]) => [name, String(offset)])
  return encodeCursor(place, [field, topics, null])
}

/** Errors: `BAD_USER_INPUT` for a cursor of another subscription, and for what is no cursor. */
export function positionsOf(
  cursor: string | null | undefined,
  { field, topics }: LogScope,
): Positions | undefined {
  if (cursor === null || cursor === undefined) return undefined
  const place = decodeCursor(cursor, [field, topics, null])
  const positions = new Map<string, bigint>()
  for (let i = 0; i < place.length; i += 2) positions.set(place[i]!, BigInt(place[i + 1]!))
  return positions
}
