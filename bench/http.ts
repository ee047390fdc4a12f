import { Agent, type RequestOptions, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from 'zod'

export interface HttpAnswer {
  readonly status: number
  readonly body: string
}

/** Lighter than `fetch`: who asks shares the cores with who answers. */
const agent = new Agent({ keepAlive: true })

/** Sends one request and reads its answer whole, whatever its status. */
export async function send(
  url: string,
  options: RequestOptions = {},
  body?: string,
): Promise<HttpAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>()
  request(url, { agent, ...options }, (response) => {
    const status = response.statusCode ?? 0
    text(response).then((received) => resolve({ status, body: received }), reject)
  })
    .on('error', reject)
    .end(body)
  return promise
}

export const JSON_POST = { method: 'POST', headers: { 'content-type': 'application/json' } }

/** The JSON that is there. Errors: any status but 200. */
export async function get(url: string): Promise<unknown> {
  return jsonOf(await send(url))
}

/** What a document is answered at `url`. Errors: any status but 200, and errors in the answer. */
export async function query(url: string, document: string): Promise<unknown> {
  return dataOf(jsonOf(await send(url, JSON_POST, JSON.stringify({ query: document }))))
}

const answer = z.object({ data: z.unknown().optional(), errors: z.unknown().optional() })

/** Errors: errors in the answer. */
export function dataOf(json: unknown): unknown {
  const { data, errors } = answer.parse(json)
  if (errors !== undefined) throw new Error(JSON.stringify(errors))
  return data
}

function jsonOf({ status, body }: HttpAnswer): unknown {
  if (status !== 200) throw new Error(`${status}: ${body.trim().slice(0, 200)}`)
  return JSON.parse(body)
}
