import { randomInt } from 'node:crypto'
import { z } from 'zod'
import { JSON_POST, send } from '../http.ts'
import type { Ask } from './right.ts'

/** What is sent, and how it is refused. */
interface Wrong {
  readonly body: string
  readonly code: string
  readonly type?: string
}

const document = (text: string) => JSON.stringify({ query: text })

const BODIES: readonly Wrong[] = [
  { body: '{"query":', code: 'BAD_USER_INPUT' },
  { body: '[]', code: 'BAD_USER_INPUT' },
  { body: document('{ publication { publicationId } }'), code: 'BAD_USER_INPUT', type: 'text/xml' },
  { body: document('{ customers { nodes { name'), code: 'GRAPHQL_PARSE_FAILED' },
  { body: document('{ nothing }'), code: 'GRAPHQL_VALIDATION_FAILED' },
  { body: document('{ customers(first: 5000) { nodes { name } } }'), code: 'BAD_USER_INPUT' },
  { body: document('{ customers(after: "x") { nodes { name } } }'), code: 'BAD_USER_INPUT' },
  {
    body: document(
      '{ customers(first: 500) { nodes { orders(first: 500) { nodes { items { product { name } } } } } } }',
    ),
    code: 'COST_LIMIT',
  },
  { body: ' '.repeat(1_500_000), code: 'PAYLOAD_TOO_LARGE' },
]

const error = z.object({ extensions: z.object({ code: z.string() }) })
const refused = z.object({ errors: z.tuple([error], error) })

/** Sends what cannot be answered. Errors: a refusal of another code, or none. */
export function wrong(url: string): Ask {
  return async () => {
    const { body, code, type = 'application/json' } = BODIES[randomInt(BODIES.length)]!
    const headers = { 'content-type': type }
    const answer = await send(url, { ...JSON_POST, headers }, body)
    const found = refused.safeParse(JSON.parse(answer.body)).data?.errors[0].extensions.code
    if (found !== code)
      throw new Error(
        `${body.trim().slice(0, 80)} is answered ${answer.status} ${found ?? answer.body.slice(0, 200)}, not ${code}`,
      )
  }
}
