import { type Sql, sql } from '../sql.ts'
import { all, any } from './predicates.ts'

/** A filter whose predicates all hold, joined with others of its kind. */
export interface Where<F> {
  readonly and?: readonly F[] | null | undefined
  readonly or?: readonly F[] | null | undefined
  readonly not?: F | null | undefined
}

/**
 * A filter as one condition. `not` holds for every row that its filter leaves out, a NULL that was compared too;
 * an empty `and` holds for all rows, an empty `or` for none.
 */
export function condition<F extends Where<F>>(
  filter: F | null | undefined,
  predicates: (filter: F) => Sql[],
): Sql {
  if (!filter) return all([])
  const { and, or, not } = filter
  return all([
    ...predicates(filter),
    ...(and ? [all(and.map((part) => condition(part, predicates)))] : []),
    ...(or ? [any(or.map((part) => condition(part, predicates)))] : []),
    ...(not ? [sql`${condition(not, predicates)} is not true`] : []),
  ])
}
