import { hash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { LRUCache } from 'lru-cache'
import type { Caller } from '../callers/caller.ts'

/** A whole answer, as it is sent. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** The operation's name, for those who watch. */
  readonly operation: string
  /** `OK`, or the first error's. */
  readonly code: string
  /** The publication that was read, for those who ask what was seen. */
  readonly publicationId: string | undefined
  readonly isPersonal: boolean
}

/** Answers that would be the same again, the least recently asked forgotten first. */
export interface Answers {
  readonly get: (key: string) => Answer | undefined
  readonly keep: (key: string, answer: Answer) => void
}

/** What the process grows by for an answer, measured, beside the answer's own bytes: its key, its headers, its place. */
const BYTES_BESIDE = 4000

/** `maxBytes` 0 keeps none. */
export function openAnswers(maxBytes: number): Answers {
  if (maxBytes === 0) return { get: () => undefined, keep: () => {} }
  const kept = new LRUCache<string, Answer>({
    maxSize: maxBytes,
    sizeCalculation: ({ body }) => body.length + BYTES_BESIDE,
  })
  return { get: (key) => kept.get(key), keep: (key, answer) => void kept.set(key, answer) }
}

/** What an answer depends on: the publication, which never changes, what the caller may see, every byte of the question. */
export function keyOf(
  { method, url, headers }: IncomingMessage,
  body: Buffer | undefined,
  { caller, publicationId }: { readonly caller: Caller; readonly publicationId: string },
): string {
  return [
    publicationId,
    ...caller.scopes,
    method,
    url,
    headers.accept,
    headers['lakegate-as-of'],
    headers['lakegate-publication'],
    body && hash('sha256', body),
  ].join('\n')
}

/** Read again only when it has changed: a later publication may come at any moment. */
const REVALIDATED = 'private, no-cache'

export async function answerOf(
  response: Response,
  { isGet, ...known }: { readonly isGet: boolean } & Omit<Answer, 'status' | 'headers' | 'body'>,
): Promise<Answer> {
  const body = Buffer.from(await response.arrayBuffer())
  const { status } = response
  const caching = isGet
    ? { etag: `"${hash('sha256', body, 'base64url')}"`, 'cache-control': REVALIDATED }
    : { 'cache-control': 'no-store' }
  const headers = { ...Object.fromEntries(response.headers), ...caching }
  return { status, body, headers, ...known }
}

/** Without its body to whom has it already. */
export function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const { status, headers, body } = answer
  const { etag, 'cache-control': caching } = headers
  if (etag !== undefined && status === 200 && request.headers['if-none-match'] === etag)
    response.writeHead(304, { etag, 'cache-control': caching }).end()
  else response.writeHead(status, { ...headers, 'content-length': body.length }).end(body)
}
