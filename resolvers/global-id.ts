import { badInput } from './refusal.ts'

export interface GlobalId {
  readonly typename: string
  readonly id: string
}

/** Names any object: its type and its key. */
export function encodeGlobalId(typename: string, id: string): string {
  return Buffer.from(`${typename}:${id}`).toString('base64url')
}

/** Errors: `BAD_USER_INPUT` for what we did not make. */
export function decodeGlobalId(globalId: string): GlobalId {
  const text = Buffer.from(globalId, 'base64url').toString()
  const colon = text.indexOf(':')
  const decoded = { typename: text.slice(0, colon), id: text.slice(colon + 1) }
  if (colon > 0 && encodeGlobalId(decoded.typename, decoded.id) === globalId) return decoded
  throw badInput(`${JSON.stringify(globalId)} is no global id`)
}
