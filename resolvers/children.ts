import type { Children } from '../lakehouse/serving/children.ts'
import type { Page, Slice } from '../lakehouse/serving/keyset.ts'
import type { Reader } from '../lakehouse/serving/reader.ts'
import type { Asked } from '../lakehouse/serving/selection.ts'
import type { Connection } from './connection.ts'
import { grouped } from './grouped.ts'
import { type Noun, type PagesArguments, pageOf } from './pages.ts'

/** Pages of what belongs to others, such as orders to customers. */
export interface ChildPages<Row, Filter extends object, Sort extends string> {
  /** A page of one parent's; a list of parents reads all their pages in one statement. */
  readonly page: (parentId: string, args: PagesArguments<Filter, Sort>) => Promise<Connection<Row>>
}

export function childPages<Row, Filter extends object, Sort extends string>(
  reader: Reader,
  { pages, counts }: Children<Row, Filter, Sort>,
  noun: Noun<Sort>,
): ChildPages<Row, Filter, Sort> {
  const loadedPages = grouped<string, Asked<Filter, Sort> & { readonly slice: Slice }, Page<Row>>(
    (ids, asked) => pages(reader, ids, asked),
  )
  const loadedCounts = grouped<string, Filter | null, number>((ids, where) =>
    counts(reader, ids, where),
  )
  return {
    page: (parentId, args) =>
      pageOf(
        {
          ...noun,
          page: (asked, slice) =>
            loadedPages.load({ parent: parentId, asked: { ...asked, slice } }),
          count: (where) => loadedCounts.load({ parent: parentId, asked: where }),
        },
        args,
      ),
  }
}
