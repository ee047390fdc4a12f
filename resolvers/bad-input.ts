import { GraphQLError } from 'graphql'

/** What a caller can put right; its message says how. */
export function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })
}
