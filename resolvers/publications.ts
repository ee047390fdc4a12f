import { cut } from '../lakehouse/serving/keyset.ts'
import type { ServedPublication } from '../lakehouse/serving/publication.ts'
import type { Published } from '../lakehouse/publications.ts'
import { type Connection, type PageArguments, connection, sliceOf } from './connection.ts'
import type { Context } from './context.ts'
import type { CursorScope } from './cursor.ts'
import { found } from './found.ts'

const SCOPE: CursorScope = ['publications', null, null]

/** The newest first; forward only. */
export function publicationPage(
  args: Pick<PageArguments, 'first' | 'after'>,
  { lake }: Context,
): Connection<Published> {
  const slice = sliceOf(args, SCOPE)
  const all = lake.publications.all()
  const before = slice.after ? Number(slice.after[0]) : Infinity
  const read = all
    .filter(({ version }) => version < before)
    .slice(0, slice.size + 1)
    .map((row) => ({ row, place: [String(row.version)] }))
  return connection({
    page: cut(read, slice),
    slice,
    scope: SCOPE,
    count: async () => all.length,
  })
}

/** A publication by its key; null when there is none. */
export async function publicationById(
  publicationId: string,
  { lake }: Context,
): Promise<Published | null> {
  return (await lake.publications.find(publicationId)) ?? null
}

/** What the lake says now of a publication that it has. */
export async function publishedAs(
  { publicationId }: ServedPublication,
  context: Context,
): Promise<Published> {
  return found(await publicationById(publicationId, context), publicationId)
}
