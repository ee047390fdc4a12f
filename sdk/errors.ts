/** What can go wrong; README.md says what to do. */
const CODES = [
  'BAD_USER_INPUT',
  'CONFLICT',
  'COST_LIMIT',
  'CURSOR_EXPIRED',
  'FORBIDDEN',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'INTERNAL',
  'NOT_FOUND',
  'PAYLOAD_TOO_LARGE',
  'PERSISTED_ONLY',
  'PUBLICATION_EXPIRED',
  'RATE_LIMITED',
  'SLOW_CONSUMER',
  'TIMEOUT',
  'UNAUTHENTICATED',
  'UNAVAILABLE',
  'WAREHOUSE_STARTING',
] as const

export type LakegateErrorCode = (typeof CODES)[number]

export function isCode(code: unknown): code is LakegateErrorCode {
  return CODES.some((each) => each === code)
}

/** An error as the gateway tells it. */
export interface AnsweredError {
  readonly message: string
  /** Response keys and places in lists. */
  readonly path?: readonly (string | number)[]
  readonly extensions?: Readonly<Record<string, unknown>>
}

export interface LakegateErrorOptions extends ErrorOptions {
  readonly requestId?: string | undefined
  readonly errors?: readonly AnsweredError[] | undefined
  readonly data?: unknown
  readonly retryAfterSeconds?: number | undefined
}

/**
 * The one error that a client throws of itself. Branch on `code`, never on `message`.
 *
 * A call that is aborted rejects with its signal's own reason instead.
 */
export class LakegateError extends Error {
  override readonly name = 'LakegateError'
  /** Of the first of `errors`; of a newer gateway's codes that are unknown here, `INTERNAL`. */
  readonly code: LakegateErrorCode
  /** Names the request in the gateway's log. */
  readonly requestId: string | undefined
  /** All that the gateway told; empty when it was not the gateway that failed. */
  readonly errors: readonly AnsweredError[]
  /** What was answered beside the errors, decoded: null where one took its place. */
  readonly data: unknown
  /** When to ask again, if the gateway said so. */
  readonly retryAfterSeconds: number | undefined

  constructor(code: LakegateErrorCode, message: string, options: LakegateErrorOptions = {}) {
    super(message, options)
    this.code = code
    this.requestId = options.requestId
    this.errors = options.errors ?? []
    this.data = options.data
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}
