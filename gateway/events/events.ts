import type { IncomingMessage } from 'node:http'
import type { EventLog } from '../../lakehouse/events/event-log.ts'
import { type Arrived, publish } from '../../lakehouse/events/publish.ts'
import { badInput, refusal } from '../../resolvers/refusal.ts'
import { forbidden } from '../../resolvers/scopes.ts'
import type { Caller } from '../callers/caller.ts'
import type { Exchange } from '../exchange.ts'
import type { Given } from '../questions/asking.ts'
import type { Log } from '../watching/log.ts'
import type { Intake } from './intake.ts'
import { jsonElements } from './json-elements.ts'
import { linesOf } from './lines.ts'
import { type Packing, unpacked } from './unpacked.ts'

/** What events go into. */
export interface Taking {
  readonly eventLog: { readonly open: () => Promise<EventLog> }
  readonly intake: Intake
}

export interface TakingOptions {
  /** Of a body, unpacked. */
  readonly events: { readonly maxBytes: number }
  readonly audit: Log
}

interface EventsExchange extends Exchange {
  readonly caller: Caller
}

/** Events that are appended at once: more are not held in memory. */
const CHUNK = 1000
const REJECTED_MAX = 100
/** Each is kept: a small body may unpack to millions of what is no event. */
const REFUSED_MAX = 10_000

/** Of an array an index from 0, of lines a number from 1. */
type Place = { readonly index: number } | { readonly line: number }

interface Taken {
  accepted: number
  refused: number
  readonly rejected: (Place & { readonly eventId: string | null; readonly reason: string })[]
}

/**
 * Brings the events of a body into the log: an event, an array of them, or one a line.
 *
 * Answers 200, or 207 where some were refused, once all are durable. A body that ends in an error is not acknowledged, though
 * parts of it may be in the log; it is sent again whole, since an event id counts once.
 * Errors: `FORBIDDEN`, `BAD_USER_INPUT`, `PAYLOAD_TOO_LARGE`, `RATE_LIMITED`; those of the log.
 */
export async function takeEvents(
  { request, response, requestId, caller }: EventsExchange,
  { eventLog, intake }: Taking,
  { events: { maxBytes }, audit }: TakingOptions,
): Promise<Given> {
  if (!caller.scopes.has('ingest')) throw forbidden('/events', 'ingest')
  const { packing, isLines } = formOf({ request, response })
  using _entered = intake.enter(caller.name, response)
  const log = await eventLog.open()
  const taken: Taken = { accepted: 0, refused: 0, rejected: [] }
  const operation = 'events'
  try {
    const body = unpacked(request, packing, maxBytes)
    for await (const chunk of chunksOf(isLines ? linesOf(body) : elementsOf(body)))
      await take(log, chunk, taken)
  } finally {
    const { accepted, refused } = taken
    if (accepted + refused > 0)
      audit.info(
        { audit: 'change', requestId, caller: caller.name, operation, accepted, rejected: refused },
        'data was changed',
      )
  }
  answer(response, taken)
  return { operation, code: 'OK', publicationId: undefined, isPersonal: false, isKept: false }
}

function answer(response: Exchange['response'], { accepted, refused, rejected }: Taken): void {
  const body = JSON.stringify({ accepted, rejected, moreRejected: refused - rejected.length })
  response.writeHead(refused === 0 ? 200 : 207, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body) + 1,
    'cache-control': 'no-store',
  })
  response.end(`${body}\n`)
}

const TYPES = /^application\/(?:(json)|(?:x-)?ndjson)(?: *;.*)?$/i

function formOf({ request, response }: Pick<Exchange, 'request' | 'response'>): {
  readonly packing: Packing
  readonly isLines: boolean
} {
  if (request.method !== 'POST') {
    response.setHeader('allow', 'POST')
    throw badForm(405, `send events by POST, not ${request.method}`)
  }
  const type = request.headers['content-type'] ?? 'nothing'
  const [isKnown, json] = TYPES.exec(type) ?? []
  if (!isKnown) throw badForm(415, `send application/json or application/x-ndjson, not ${type}`)
  return { packing: packingOf(request), isLines: json === undefined }
}

function packingOf({ headers }: IncomingMessage): Packing {
  const encoding = (headers['content-encoding'] ?? 'identity').toLowerCase()
  if (encoding === 'gzip' || encoding === 'identity') return encoding
  throw badForm(415, `send the body as it is or by gzip, not as ${encoding}`)
}

const badForm = (status: number, message: string) =>
  refusal('BAD_USER_INPUT', message, { http: { status } })

interface Placed {
  readonly bytes: Buffer
  readonly place: Place
}

async function* elementsOf(body: AsyncIterable<Buffer>): AsyncGenerator<Placed> {
  let index = 0
  for await (const bytes of jsonElements(body)) yield { bytes, place: { index: index++ } }
}

async function* chunksOf(events: AsyncIterable<Placed>): AsyncGenerator<Placed[]> {
  let chunk: Placed[] = []
  for await (const event of events) {
    chunk.push(event)
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}

async function take(log: EventLog, chunk: readonly Placed[], taken: Taken): Promise<void> {
  const receipt = await publish(
    log,
    chunk.map(({ bytes }) => textOf(bytes)),
    { way: 'http' },
  )
  taken.accepted += receipt.accepted
  taken.refused += receipt.rejected.length
  if (taken.refused > REFUSED_MAX)
    throw badInput(
      `more than ${REFUSED_MAX} of the body are no events, so it is given up, and none of it is acknowledged`,
    )
  for (const { index, eventId, reason } of receipt.rejected)
    if (taken.rejected.length < REJECTED_MAX)
      taken.rejected.push({ ...chunk[index]!.place, eventId, reason })
}

const strict = new TextDecoder('utf-8', { fatal: true })

function textOf(bytes: Buffer): Arrived {
  try {
    return strict.decode(bytes)
  } catch {
    return {
      value: bytes.toString(),
      refused: { rule: 'unparsable', reason: 'the message is not UTF-8' },
    }
  }
}
