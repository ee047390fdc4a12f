import type { IncomingMessage, ServerResponse } from 'node:http'

export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** Stands in the log, and in `X-Request-Id`. */
  readonly requestId: string
}

/** Without the question mark and what follows it. */
export function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0]!
}
