import type { AsOf } from './as-of.ts'
import type { Answer } from './response.ts'

/** What a connection must have been asked for, to go on from it. */
export interface Page {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

/** Where to go on, and from which publication. */
export interface Place {
  readonly after?: string
  readonly asOf?: AsOf
}

/** Page after page of what `ask` gives; all are of the publication of the first. */
export async function* pagesOf<Data, Connection extends Page>(
  ask: (place: Place) => Promise<Answer<Data>>,
  connection: (data: Data) => Connection | null,
): AsyncGenerator<Connection> {
  let place: Place | undefined = {}
  while (place) {
    const { data, publication }: Answer<Data> = await ask(place)
    const page = connection(data)
    if (!page) return
    yield page
    const { hasNextPage, endCursor } = page.pageInfo
    const asOf: AsOf | undefined = publication && { publication: publication.publicationId }
    place =
      hasNextPage && endCursor !== null ? { after: endCursor, ...(asOf && { asOf }) } : undefined
  }
}
