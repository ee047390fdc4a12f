import * as fc from 'fast-check'
import type { Sent } from '../gateway/answered.ts'
import type { Sender } from './any-sender.ts'

/** A request before it is written out. */
export interface Message {
  /** What is counted together. */
  readonly kind: string
  readonly method: string
  readonly target: string
  readonly headers: readonly string[]
  readonly body: Buffer
  readonly ending: Sent['ending']
}

/** A request as bytes, of which kind it is, and who sends it. */
export interface Request extends Sent, fc.WithToStringMethod {
  readonly kind: string
  readonly sender: Sender
  /** Whether an answer must come. */
  readonly isAnswered: boolean
  /** Whether that answer has a body: that to HEAD has none. */
  readonly hasBody: boolean
}

export function requestOf(message: Message, sender: Sender): Request {
  const { kind, method, target, headers, body, ending } = message
  const lines = [
    `${method} ${target} HTTP/1.1`,
    'host: localhost',
    'connection: close',
    ...(sender.authorization === undefined ? [] : [`authorization: ${sender.authorization}`]),
    ...headers,
  ]
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
  return {
    kind,
    sender,
    parts: [head, body],
    ending,
    isAnswered: ending === 'wait',
    hasBody: method !== 'HEAD',
    ...shownAs(head, body),
  }
}

/** How a request is told that broke the law. */
export function shownAs(...parts: readonly Buffer[]): fc.WithToStringMethod {
  const text = Buffer.concat(parts).toString('latin1')
  return { [fc.toStringMethod]: () => JSON.stringify(text.slice(0, SHOWN_MAX)) }
}

const SHOWN_MAX = 3000

export const JSON_TYPE = 'content-type: application/json'

export const lengthOf = (body: Buffer) => `content-length: ${body.length}`

/** A question in the body of a POST. */
export function posted(
  kind: string,
  body: Buffer,
  headers: readonly string[] = [JSON_TYPE],
): Message {
  const all = [...headers, lengthOf(body)]
  return { kind, method: 'POST', target: '/graphql', headers: all, body, ending: 'wait' }
}
