import { GraphQLError } from 'graphql'
import { LakehouseError, type LakehouseErrorCode } from '../lakehouse/errors.ts'

/** What a client can act on; `GraphQLError`s of our own carry theirs. */
const CODES: Partial<Record<LakehouseErrorCode, string>> = {
  QUERY_TIMEOUT: 'TIMEOUT',
  QUERY_CANCELLED: 'UNAVAILABLE',
  OUT_OF_MEMORY: 'UNAVAILABLE',
  NO_PUBLICATION: 'UNAVAILABLE',
}

const MESSAGES: Readonly<Record<string, string>> = {
  TIMEOUT: 'The query took longer than allowed.',
  UNAVAILABLE: 'Not available now; try again.',
}

/** Codes that the GraphQL server gives by itself, as the contract names them. */
const SERVER_CODES: Readonly<Record<string, string>> = {
  BAD_REQUEST: 'BAD_USER_INPUT',
  OPERATION_RESOLUTION_FAILURE: 'BAD_USER_INPUT',
}

/**
 * An error as a client may see it: with a code, without what only we should read.
 *
 * `log` gets what is masked.
 */
export function shownError(
  error: GraphQLError,
  requestId: string,
  log: (error: unknown) => void,
): GraphQLError {
  const cause = rootOf(error)
  if (cause instanceof GraphQLError) return coded(error, cause)
  const code = cause instanceof LakehouseError ? CODES[cause.code] : undefined
  if (code) return at(error, MESSAGES[code]!, { code })
  log(cause)
  return at(error, 'Unexpected error.', { code: 'INTERNAL', requestId })
}

/** Without a code it comes from reading the request's own values. */
function coded(error: GraphQLError, cause: GraphQLError): GraphQLError {
  const found = typeof cause.extensions.code === 'string' ? cause.extensions.code : 'BAD_USER_INPUT'
  const { http } = cause.extensions
  return at(error, cause.message, {
    code: SERVER_CODES[found] ?? found,
    ...(http === undefined ? {} : { http }),
  })
}

function at(
  error: GraphQLError,
  message: string,
  extensions: Record<string, unknown>,
): GraphQLError {
  const { nodes, source, positions, path } = error
  return new GraphQLError(message, { nodes, source, positions, path, extensions })
}

/** What was thrown first: every layer above wraps it. */
function rootOf(error: GraphQLError): Error {
  const { originalError } = error
  return originalError instanceof GraphQLError ? rootOf(originalError) : (originalError ?? error)
}
