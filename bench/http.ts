import { Agent, type RequestOptions, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from 'zod'

/** Lighter than `fetch`: who asks shares the cores with who answers. */
const agent = new Agent({ keepAlive: true })

/** The JSON that is there. Errors: any status but 200. */
export function get(url: string): Promise<unknown> {
  return send(url, { agent })
}

/** What a query is answered. Errors: any status but 200, and errors in the answer. */
export async function query(url: string, document: string): Promise<unknown> {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ query: document })
  return dataOf(await send(url, { agent, method: 'POST', headers }, body))
}

/** Errors: errors in the answer. */
export function dataOf(answer: unknown): unknown {
  const { data, errors } = z
    .object({ data: z.unknown(), errors: z.unknown().optional() })
    .parse(answer)
  if (errors !== undefined) throw new Error(JSON.stringify(errors))
  return data
}

async function send(url: string, options: RequestOptions, body?: string): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: string }>()
  request(url, options, (response) => {
    const status = response.statusCode ?? 0
    text(response).then((received) => resolve({ status, body: received }), reject)
  })
    .on('error', reject)
    .end(body)
  const answer = await promise
  if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.body.slice(0, 300)}`)
  return JSON.parse(answer.body)
}
