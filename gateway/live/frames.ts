import type { ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql'

/** Results of one or more events, in order, made once for all who get them. */
export interface Frames {
  /** Each as JSON. */
  readonly payloads: readonly string[]
  /** All of them as SSE has them. */
  readonly sse: () => Buffer
}

export function framesOf(payloads: readonly string[]): Frames {
  let sse: Buffer | undefined
  return {
    payloads,
    sse: () => (sse ??= Buffer.from(payloads.map(nextFrame).join(''))),
  }
}

/** JSON has no line breaks of its own. */
const nextFrame = (payload: string) => `event: next\ndata: ${payload}\n\n`

/** A last result, and the end. */
export function endFrames(payload?: string): string {
  return `${payload === undefined ? '' : nextFrame(payload)}event: complete\ndata:\n\n`
}

/** A result as JSON. */
export function resultPayload({ errors, ...result }: ExecutionResult): string {
  return JSON.stringify({ ...result, ...(errors ? { errors: errors.map(shownFields) } : {}) })
}

/** Without the HTTP status, which is nothing of GraphQL's. */
export function shownFields(error: GraphQLError): GraphQLFormattedError {
  const { extensions, ...fields } = error.toJSON()
  const { http: _, ...shown } = extensions ?? {}
  return { ...fields, extensions: shown }
}
