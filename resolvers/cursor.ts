import { createHash } from 'node:crypto'
import type { Place } from '../lakehouse/serving/keyset.ts'
import { badInput } from './refusal.ts'

/** What a cursor belongs to: the noun, its filter and its order. */
export type CursorScope = readonly [noun: string, where: unknown, orderBy: unknown]

/** The place, and a digest of it and of what it belongs to. */
export function encodeCursor(place: Place, scope: CursorScope): string {
  return Buffer.from(JSON.stringify([digest(place, scope), ...place])).toString('base64url')
}

/** Errors: `BAD_USER_INPUT` for a cursor of another order or filter, and for what is no cursor. */
export function decodeCursor(cursor: string, scope: CursorScope): Place {
  const [found, ...place] = parse(cursor)
  if (place.every(isKey) && found === digest(place, scope)) return place
  throw badInput('this cursor was made for another order or filter, or is not one of ours')
}

const DIGEST_LENGTH = 16

/** Over JSON without nulls, since an absent argument and a null one ask for the same. */
function digest(place: Place, scope: CursorScope): string {
  const text = JSON.stringify(
    [scope, place.map((key) => key ?? [])],
    (_, value: unknown) => value ?? undefined,
  )
  return createHash('sha256').update(text).digest('base64url').slice(0, DIGEST_LENGTH)
}

function parse(cursor: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(parsed) ? parsed : []
  } catch {
    return []
  }
}

const isKey = (key: unknown): key is string | null => key === null || typeof key === 'string'
