import { expect } from 'vitest'
import type { Connection, PageArguments } from '../../resolvers/connection.ts'

interface Steps<T> {
  readonly size: number
  readonly isBackward: boolean
  readonly idOf: (node: T) => string
}

/** Ids of all pages, read one after the other, from the first row to the last. */
export async function walk<T>(
  page: (args: PageArguments) => Promise<Connection<T>>,
  { size, isBackward, idOf }: Steps<T>,
): Promise<string[]> {
  const seen: string[] = []
  let cursor: string | null = null
  for (let pages = 0; pages < 100; pages++) {
    const { edges, pageInfo }: Connection<T> = await page(
      isBackward ? { last: size, before: cursor } : { first: size, after: cursor },
    )
    const ids = edges.map(({ node }) => idOf(node))
    if (isBackward) seen.unshift(...ids)
    else seen.push(...ids)
    expect(ids.length).toBeLessThanOrEqual(size)
    expect(isBackward ? pageInfo.hasNextPage : pageInfo.hasPreviousPage).toBe(cursor !== null)
    if (!(isBackward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage)) return seen
    cursor = isBackward ? pageInfo.startCursor : pageInfo.endCursor
  }
  throw new Error('the pages never end')
}
