import { instantOf } from '../instant.ts'
import { type Fields, written } from './event-fields.ts'
import { RefusedError, fault, missing, wrong } from './refused.ts'

export interface Moment {
  /** An instant with microseconds. */
  readonly at: string
  /** The same, milliseconds since 1970. */
  readonly atMs: number
}

/** How far ahead of the log's clock an event may be. */
const AHEAD_MS = 5 * 60_000

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.(\d{1,6})\d*)?(Z|[+-]\d{2}(?::?\d{2})?)?$/
const EPOCH_SECONDS = /^\d{1,11}(?:\.(\d{1,6})\d*)?$/

/**
 * When an event happened: ISO 8601, UTC where it has no offset, or seconds since 1970.
 *
 * Errors: `RefusedError` for none, for what is none, for before 1970 and for more than five minutes after `receivedAt`.
 */
export function momentOf(fields: Fields, receivedAt: number): Moment {
  const given = written(fields, 'event_ts', 'timestamp')
  if (!given) throw missing('event_ts', 'every event')
  const { name, text } = given
  const moment = EPOCH_SECONDS.test(text) ? fromEpoch(text) : fromIso(text)
  if (!moment || moment.atMs < 0)
    throw wrong(name, text, 'an ISO 8601 instant from 1970 on, or seconds since then')
  if (moment.atMs <= receivedAt + AHEAD_MS) return moment
  throw new RefusedError(
    'future_event',
    fault(name, text, `at most five minutes after it came, ${instantOf(receivedAt)}`),
  )
}

function fromEpoch(text: string): Moment {
  const [seconds = '', fraction = ''] = text.split('.')
  return momentAt(Number(seconds) * 1000, fraction)
}

function fromIso(text: string): Moment | undefined {
  const [, day, time = '', fraction = '', offset = 'Z'] = INSTANT.exec(text) ?? []
  if (day === undefined || !isDay(day)) return undefined
  const parsed = Date.parse(`${day}T${time}${offset.replace(/^(.\d{2}):?(\d{2})?$/, zone)}`)
  if (Number.isNaN(parsed)) return undefined
  const isWritten = offset === 'Z' && time.length === 8 && time < '24'
  return momentAt(parsed, fraction, isWritten ? `${day}T${time}` : undefined)
}

const zone = (_: string, hours: string, minutes = '00') => `${hours}:${minutes}`

/** 30 February has the form of a day; every month has 28 of them, and asking costs as much as the rest of an event. */
function isDay(day: string): boolean {
  if (/-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/.test(day)) return true
  const parsed = new Date(day)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day)
}

/** `seconds`: a whole number of them, in milliseconds; `whole`: the same as an instant of UTC, where it is written already. */
function momentAt(
  seconds: number,
  fraction: string,
  whole = new Date(seconds).toISOString().slice(0, 19),
): Moment {
  const micros = fraction.slice(0, 6).padEnd(6, '0')
  return { at: `${whole}.${micros}Z`, atMs: seconds + Math.floor(Number(micros) / 1000) }
}
