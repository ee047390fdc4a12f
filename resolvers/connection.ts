import type { Page, Slice } from '../lakehouse/serving/keyset.ts'
import { badInput } from './refusal.ts'
import { within } from './bounds.ts'
import { type CursorScope, decodeCursor, encodeCursor } from './cursor.ts'

export interface PageArguments {
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
  readonly last?: number | null | undefined
  readonly before?: string | null | undefined
}

export interface Edge<T> {
  readonly cursor: string
  readonly node: T
}

interface PageInfo {
  readonly hasNextPage: boolean
  readonly hasPreviousPage: boolean
  readonly startCursor: string | null
  readonly endCursor: string | null
}

export interface Connection<T> {
  readonly edges: readonly Edge<T>[]
  readonly pageInfo: PageInfo
  /** One more statement, so only when it is selected. */
  readonly totalCount: () => Promise<number>
}

/** Of a page whose size is not asked for. */
export const SIZE_DEFAULT = 50
const SIZE_MAX = 500

/** Errors: `BAD_USER_INPUT` for first with last, a size outside 1–500, a cursor of another scope. */
export function sliceOf({ first, after, last, before }: PageArguments, scope: CursorScope): Slice {
  if (isGiven(first) && isGiven(last)) throw badInput('first and last exclude each other')
  const isBackward = isGiven(last)
  return {
    size: within(isBackward ? 'last' : 'first', last ?? first ?? SIZE_DEFAULT, SIZE_MAX),
    isBackward,
    after: isGiven(after) ? decodeCursor(after, scope) : null,
    before: isGiven(before) ? decodeCursor(before, scope) : null,
  }
}

export interface ConnectionParts<T> {
  readonly page: Page<T>
  readonly slice: Slice
  readonly scope: CursorScope
  readonly count: () => Promise<number>
}

export function connection<T>({ page, slice, scope, count }: ConnectionParts<T>): Connection<T> {
  const edges = page.rows.map(({ row, place }) => ({
    cursor: encodeCursor(place, scope),
    node: row,
  }))
  return {
    edges,
    pageInfo: {
      hasNextPage: slice.isBackward ? slice.before !== null : page.hasMore,
      hasPreviousPage: slice.isBackward ? page.hasMore : slice.after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: count,
  }
}

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined
}
