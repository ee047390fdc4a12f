import { GraphQLError } from 'graphql'
import { LakehouseError, type LakehouseErrorCode } from '../lakehouse/errors.ts'
import { storageFailure } from '../lakehouse/storage-failure.ts'

/** What a client is told of a failure. */
interface Shown {
  readonly code: string
  readonly message: string
  /** Whoever runs the server has to do something about it. */
  readonly isLogged?: boolean
}

/** What a client can act on; `GraphQLError`s of our own carry theirs. */
const SHOWN: Partial<Record<LakehouseErrorCode, Shown>> = {
  QUERY_TIMEOUT: { code: 'TIMEOUT', message: 'The query took longer than allowed.' },
  QUERY_CANCELLED: { code: 'UNAVAILABLE', message: 'Not available now; try again.' },
  OUT_OF_MEMORY: {
    code: 'UNAVAILABLE',
    message:
      'The query needs more memory than there is: ask for a shorter range, or fewer dimensions.',
  },
  LOG_UNAVAILABLE: {
    code: 'UNAVAILABLE',
    message: 'The event log does not answer now: try again in some seconds.',
    isLogged: true,
  },
  STORAGE_FULL: {
    code: 'UNAVAILABLE',
    message: "The server's disk is full: try again once there is room on it.",
    isLogged: true,
  },
  LAKE_UNWRITABLE: {
    code: 'UNAVAILABLE',
    message: 'The server cannot write its disk: try again once it can.',
    isLogged: true,
  },
  NO_PUBLICATION: {
    code: 'UNAVAILABLE',
    message: 'Nothing has been published yet: lakegate build makes a publication.',
  },
}

/** Codes that the GraphQL server gives by itself, as the contract names them. */
const SERVER_CODES: Readonly<Record<string, string>> = {
  BAD_REQUEST: 'BAD_USER_INPUT',
  REQUEST_ENTITY_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  OPERATION_RESOLUTION_FAILURE: 'BAD_USER_INPUT',
}

/**
 * An error as a client may see it: with a code, without what only we should read.
 *
 * `log` gets what is masked, and what needs somebody's hand.
 */
export function shownError(
  error: GraphQLError,
  requestId: string,
  log: (error: unknown) => void,
): GraphQLError {
  const cause = rootOf(error)
  if (cause instanceof GraphQLError) {
    const code = codeOf(error, cause)
    if (code !== 'INTERNAL') return at(error, cause.message, { code, ...shownFacts(cause) })
  }
  // The server reads `variables` and `extensions` of an address and of a form before it knows a document.
  if (error.path === undefined && cause instanceof SyntaxError)
    return at(error, 'variables and extensions must be JSON', { code: 'BAD_USER_INPUT' })
  if (cause instanceof RangeError && /call stack/.test(cause.message))
    return at(error, 'the request is nested too deeply', { code: 'BAD_USER_INPUT' })
  const failure = storageFailure(cause)
  const known = failure instanceof LakehouseError ? SHOWN[failure.code] : undefined
  if (!known || known.isLogged) log(cause)
  if (known) return at(error, known.message, { code: known.code })
  return at(error, 'Unexpected error.', { code: 'INTERNAL', requestId })
}

function codeOf(error: GraphQLError, cause: GraphQLError): string {
  const { code } = cause.extensions
  if (typeof code === 'string') return SERVER_CODES[code] ?? code
  return isOfRequest(error, cause) ? 'BAD_USER_INPUT' : 'INTERNAL'
}

/** The HTTP status, which the server takes out before it answers, and until when a publication was kept. */
function shownFacts({ extensions: { http, keptUntil } }: GraphQLError): Record<string, unknown> {
  return {
    ...(http === undefined ? {} : { http }),
    ...(keptUntil === undefined ? {} : { keptUntil }),
  }
}

/** Of its variables or arguments; without a place in the document it is about a value that we wrote out. */
function isOfRequest(error: GraphQLError, cause: GraphQLError): boolean {
  return error.path === undefined || cause.nodes !== undefined
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
