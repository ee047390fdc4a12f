import { GraphQLError } from 'graphql'

/** What a caller is refused with; each has a message of its own. */
export type RefusalCode =
  | 'BAD_USER_INPUT'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'COST_LIMIT'
  | 'RATE_LIMITED'
  | 'PAYLOAD_TOO_LARGE'
  | 'PERSISTED_ONLY'
  | 'PUBLICATION_EXPIRED'
  | 'CURSOR_EXPIRED'
  | 'SLOW_CONSUMER'
  | 'UNAVAILABLE'

/** The message goes to the caller as it is: what is wrong, and what to do. */
export function refusal(
  code: RefusalCode,
  message: string,
  extensions: Readonly<Record<string, unknown>> = {},
): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...extensions } })
}

/** What a caller can put right; its message says how. */
export const badInput = (message: string) => refusal('BAD_USER_INPUT', message)
