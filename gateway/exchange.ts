import type { IncomingMessage, ServerResponse } from 'node:http'

export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** Stands in the log, and in `X-Request-Id`. */
  readonly requestId: string
}
