import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { refusal } from '../../resolvers/refusal.ts'
import { type Caller, LOCAL_CALLER, NOBODY } from './caller.ts'
import type { Callers } from './callers.ts'
import type { Exchange } from '../exchange.ts'
import { isOwnHost } from './loopback.ts'
import type { Rate } from './rate.ts'
import type { Rights } from '../questions/yoga.ts'

/** Who is let in. */
export interface Admission {
  readonly callers: Callers
  readonly rate: Rate
}

/** Asking the environment each time costs as much as a kept answer's headers. */
const IS_PRODUCTION = process.env['NODE_ENV'] === 'production'

export interface RightsOptions {
  /** undefined: as long as callers are not told apart, but not in production. */
  readonly playground?: boolean | undefined
  readonly introspection?: boolean | undefined
  readonly persistedOnly: boolean
}

/** Errors: `UNAUTHENTICATED`, `RATE_LIMITED`; who fails to say who it is may not try for ever. */
export async function admitted(
  exchange: Pick<Exchange, 'request' | 'response'>,
  { callers, rate }: Admission,
  headers: Pick<IncomingHttpHeaders, 'authorization'> = exchange.request.headers,
): Promise<Caller> {
  const { response } = exchange
  const caller = await callers.of(headers).catch(async (error: unknown) => {
    await visiting(exchange, rate)
    throw error
  })
  if (caller !== LOCAL_CALLER) await rate.count(caller.name, response)
  return caller
}

/** Who opens the page before it says who it is. Errors: `RATE_LIMITED`, by its address. */
export async function visiting(
  { request, response }: Pick<Exchange, 'request' | 'response'>,
  rate: Rate,
): Promise<Caller> {
  await rate.count(`address:${request.socket.remoteAddress}`, response)
  return NOBODY
}

/** A name that another host answers to by now may lead a browser's page here, where whoever asks may do all. */
export function checkHost(host: string | undefined): void {
  if (isOwnHost(host)) return
  throw refusal(
    'FORBIDDEN',
    'only 127.0.0.1, ::1 and localhost are served here: set the Host header in the proxy',
    { http: { status: 421 } },
  )
}

/** Other forms are what a page of another site can send without asking. Errors: `BAD_USER_INPUT`. */
export function checkForm({ method, headers }: IncomingMessage): void {
  if (method !== 'GET' && method !== 'POST') throw badForm(405, `ask by GET or POST, not ${method}`)
  if (method === 'GET') return
  const type = headers['content-type'] ?? 'nothing'
  if (!/^application\/json(?: *;.*)?$/i.test(type))
    throw badForm(415, `send application/json, not ${type}`)
  const encoding = headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity') throw badForm(415, `send the body as it is, not as ${encoding}`)
}

const badForm = (status: number, message: string) =>
  refusal('BAD_USER_INPUT', message, { http: { status } })

export function rightsOf(
  { playground, introspection, persistedOnly }: RightsOptions,
  areCallersKnown: boolean,
): Rights {
  const isOpen = !areCallersKnown && !IS_PRODUCTION
  return {
    playground: playground ?? isOpen,
    introspection: introspection ?? isOpen,
    anyDocument: !persistedOnly,
  }
}
