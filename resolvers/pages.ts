import type { Page, Slice } from '../lakehouse/serving/keyset.ts'
import type { Reader } from '../lakehouse/serving/reader.ts'
import type { Asked, OrderBy } from '../lakehouse/serving/selection.ts'
import { bounded } from './bounds.ts'
import { type Connection, type PageArguments, connection, sliceOf } from './connection.ts'
import type { CursorScope } from './cursor.ts'

/** What is paged through. */
export interface Noun<Sort extends string> {
  readonly noun: string
  /** Where no order is asked for; ids follow. */
  readonly orderBy: readonly OrderBy<Sort>[]
}

export interface Pages<Row, Filter extends object, Sort extends string> extends Noun<Sort> {
  readonly page: (asked: Asked<Filter, Sort>, slice: Slice) => Promise<Page<Row>>
  readonly count: (where: Filter | null) => Promise<number>
}

export interface PagesArguments<Filter, Sort extends string> extends PageArguments {
  /** Of rows that will be read; any unless named. */
  readonly properties?: readonly string[] | undefined
  readonly where?: Filter | null | undefined
  readonly orderBy?: readonly OrderBy<Sort>[] | null | undefined
}

/** One page. Errors: `BAD_USER_INPUT` for sizes, filters and cursors out of bounds. */
export async function pageOf<Row, Filter extends object, Sort extends string>(
  pages: Pages<Row, Filter, Sort>,
  args: PagesArguments<Filter, Sort>,
): Promise<Connection<Row>> {
  const where = bounded(args.where)
  const orderBy = args.orderBy?.length ? args.orderBy : pages.orderBy
  const scope: CursorScope = [pages.noun, where, orderBy]
  const slice = sliceOf(args, scope)
  const { properties } = args
  const page = await pages.page({ where, orderBy, properties }, slice)
  return connection({ page, slice, scope, count: () => pages.count(where) })
}

/** What a collection of the serving file offers. */
interface Collection<Row, Filter, Sort extends string> {
  readonly page: (reader: Reader, asked: Asked<Filter, Sort>, slice: Slice) => Promise<Page<Row>>
  readonly count: (reader: Reader, where: Filter | null) => Promise<number>
}

export function pagesOf<Row, Filter extends object, Sort extends string>(
  reader: Reader,
  { page, count }: Collection<Row, Filter, Sort>,
  noun: Noun<Sort>,
): Pages<Row, Filter, Sort> {
  return {
    ...noun,
    page: (asked, slice) => page(reader, asked, slice),
    count: (where) => count(reader, where),
  }
}
