import type { Snapshot } from '../delta/snapshot.ts'
import { instantOf } from '../instant.ts'
import { type Sql, sql, text } from '../sql.ts'
import type { Span } from './span.ts'

/** What a table of closed figures has moved to its newest commit: up to when they are there, milliseconds since 1970. */
export const CLOSED = 'lakegate-closed'

/** Up to when a table has closed figures; null where it has none. */
export function closedTo(snapshot: Snapshot | undefined): string | null {
  const to = snapshot?.transactions.get(CLOSED)
  return to === undefined ? null : instantOf(to)
}

/** A span in two: what is read from closed figures, and what is counted from the events themselves. */
export function split(
  { from, to }: Span,
  closed: string | null,
): { readonly closed: Span; readonly open: Span } {
  const inside = [from, closed ?? from].sort().at(-1)!
  const at = [inside, to].sort()[0]!
  return { closed: { from, to: at }, open: { from: at, to } }
}

/** `column` is SQL of our own. */
export function inSpan(column: string, { from, to }: Span): Sql {
  const instant = text(column)
  return sql`${instant} >= cast(${from} as timestamptz) and ${instant} < cast(${to} as timestamptz)`
}
