import { hash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { LRUCache } from 'lru-cache'

/** A whole answer, as it is sent. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** Answers that would be the same again, the least recently asked forgotten first. */
export interface Answers {
  readonly get: (key: string) => Answer | undefined
  readonly keep: (key: string, answer: Answer) => void
}

/** Of a key and its place, beside the bytes of the answer. */
const BYTES_BESIDE = 500

/** `maxBytes` 0 keeps none. */
export function openAnswers(maxBytes: number): Answers {
  if (maxBytes === 0) return { get: () => undefined, keep: () => {} }
  const kept = new LRUCache<string, Answer>({
    maxSize: maxBytes,
    sizeCalculation: ({ body }) => body.length + BYTES_BESIDE,
  })
  return { get: (key) => kept.get(key), keep: (key, answer) => void kept.set(key, answer) }
}

/** What an answer depends on, beside who asks: the publication, which never changes, and every byte of the question. */
export function keyOf(request: IncomingMessage, body: Buffer, publicationId: string): string {
  const { method, url, headers } = request
  const asked = [
    publicationId,
    method,
    url,
    headers.accept,
    headers['content-type'],
    headers['lakegate-as-of'],
    headers['lakegate-publication'],
    hash('sha256', body),
  ]
  return JSON.stringify(asked)
}

export async function answerOf(response: Response): Promise<Answer> {
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  }
}

export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, 'content-length': body.length }).end(body)
}
