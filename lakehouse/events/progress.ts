import { z } from 'zod'
import { instantOf } from '../instant.ts'
import type { Move } from '../engines/engine.ts'
import type { Positions } from './event-log.ts'

/** What was heard of a partition. */
export interface Heard {
  /** Latest event time, milliseconds since 1970; undefined where none of its messages was an event. */
  readonly latest: number | undefined
  /** When its last message was read, milliseconds since 1970. */
  readonly readAt: number
  /** When the log got that message: what tells it from another at its place. Undefined of what was read before this was kept. */
  readonly cameAt?: number | undefined
}

/** How far the processor has come: what a commit of `bronze.events` says beside its rows. Counts are of all time. */
export interface Progress {
  /** Commits that brought events or moved the watermark. */
  readonly batch: number
  /** By `orders/0`: the offset that is to be read next. */
  readonly positions: Positions
  /** No event of an earlier minute counts any more; milliseconds since 1970, undefined before the first event. */
  readonly watermark: number | undefined
  readonly heard: ReadonlyMap<string, Heard>
  readonly events: number
  readonly late: number
  readonly repeated: number
  readonly deadLetters: number
}

/** A table's newest version, as far as it tells of progress. */
export interface Told {
  readonly lineage: Readonly<Record<string, string>>
  readonly transactions: ReadonlyMap<string, number>
}

/** What a live table has moved to the batch that it holds. */
export const STREAM = 'lakegate-stream'

const PARTITION = `${STREAM}:`

const NONE: Progress = {
  batch: 0,
  positions: new Map(),
  watermark: undefined,
  heard: new Map(),
  events: 0,
  late: 0,
  repeated: 0,
  deadLetters: 0,
}

/** Reads what the newest commit of `bronze.events` says; undefined where there is none. */
export function readProgress(told: Told | undefined): Progress {
  const batch = told?.transactions.get(STREAM)
  if (told === undefined || batch === undefined) return NONE
  return { batch, positions: positionsIn(told.transactions), ...lineage.parse(told.lineage) }
}

/** Offsets that a table has moved to. */
export function positionsIn(transactions: Told['transactions']): Positions {
  return new Map(
    [...transactions]
      .filter(([appId]) => appId.startsWith(PARTITION))
      .map(([appId, version]) => [appId.slice(PARTITION.length), BigInt(version)]),
  )
}

/** The counts that a commit moves; what did not move is left out. */
export function movesOf(before: Positions, after: Positions): Move[] {
  return [...after]
    .filter(([name, offset]) => before.get(name) !== offset)
    .map(([name, offset]) => ({
      appId: `${PARTITION}${name}`,
      from: before.has(name) ? exact(before.get(name)!) : undefined,
      version: exact(offset),
    }))
}

export function lineageOf(progress: Progress): Record<string, string> {
  const { batch, watermark, heard, events, late, repeated, deadLetters } = progress
  return {
    batch: String(batch),
    ...(watermark === undefined ? {} : { watermark: instantOf(watermark) }),
    events: String(events),
    late: String(late),
    repeated: String(repeated),
    deadLetters: String(deadLetters),
    heard: JSON.stringify([...heard]),
  }
}

const lineage = z
  .object({
    watermark: z.string().transform(Date.parse).optional(),
    events: z.coerce.number(),
    late: z.coerce.number(),
    repeated: z.coerce.number(),
    deadLetters: z.coerce.number(),
    heard: z
      .string()
      .transform((json): unknown => JSON.parse(json))
      .pipe(
        z.array(
          z.tuple([
            z.string(),
            z.object({
              latest: z.number().optional(),
              readAt: z.number(),
              cameAt: z.number().optional(),
            }),
          ]),
        ),
      )
      .transform(
        (heard): Progress['heard'] =>
          new Map(
            heard.map(([name, { latest, readAt, cameAt }]) => [name, { latest, readAt, cameAt }]),
          ),
      ),
  })
  .transform((read) => ({ ...read, watermark: read.watermark }))

/** Delta has them as JSON numbers. */
function exact(offset: bigint): number {
  const number = Number(offset)
  if (Number.isSafeInteger(number)) return number
  throw new Error(`offset ${offset} is above 2^53`)
}
