import * as fc from 'fast-check'
import type { OrderBy } from '../../lakehouse/serving/selection.ts'
import type { Connection } from '../../resolvers/connection.ts'
import type { Context } from '../../resolvers/context.ts'
import type { Noun, PagesArguments } from '../../resolvers/pages.ts'
import type { Rows } from './fixture.ts'
import { type Comparable, byCodePoint, compare } from './naive-order.ts'

/** A noun with pages, and what its filters and orders mean, one row at a time. */
export interface Specification<Row, Filter extends object, Sort extends string, Found> {
  readonly noun: Noun<Sort>
  readonly rows: fc.Arbitrary<Row[]>
  readonly tables: (rows: readonly Row[]) => Rows
  readonly idOf: (row: Row) => string
  readonly filters: fc.Arbitrary<Filter | null>
  readonly fits: (row: Row, where: Filter | null) => boolean
  readonly sorts: Readonly<Record<Sort, (row: Row) => Comparable>>
  readonly names: readonly Sort[]
  readonly page: (
    args: PagesArguments<Filter, Sort>,
    context: Context,
  ) => Promise<Connection<Found>>
  readonly foundId: (found: Found) => string
}

/** An empty order is the noun's own. */
interface Question<Filter, Sort extends string> {
  readonly where: Filter | null
  readonly orderBy: readonly OrderBy<Sort>[]
}

/** Any filter, up to three keys, which may be one key thrice, and pages so small that there are several. */
export function anyAsked<Row, Filter extends object, Sort extends string, Found>({
  filters,
  names,
}: Specification<Row, Filter, Sort, Found>): fc.Arbitrary<
  Question<Filter, Sort> & { readonly size: number }
> {
  const key = fc.record({
    by: fc.constantFrom(...names),
    direction: fc.constantFrom('ASC' as const, 'DESC' as const),
  })
  return fc.record({
    where: fc.option(filters),
    orderBy: fc.array(key, { maxLength: 3 }),
    size: fc.integer({ min: 1, max: 6 }),
  })
}

/** Ids of the rows that fit, in their order: by the keys, then by id. */
export function naive<Row, Filter extends object, Sort extends string, Found>(
  { noun, idOf, fits, sorts }: Specification<Row, Filter, Sort, Found>,
  rows: readonly Row[],
  { where, orderBy }: Question<Filter, Sort>,
): string[] {
  const keys = orderBy.length === 0 ? noun.orderBy : orderBy
  const id = (row: Row) => byCodePoint(idOf(row))
  return rows
    .filter((row) => fits(row, where))
    .sort((a, b) => {
      const orders = keys.map(({ by, direction }) => compare(sorts[by](a), sorts[by](b), direction))
      return orders.find((order) => order !== 0) ?? compare(id(a), id(b), 'ASC')
    })
    .map(idOf)
}
