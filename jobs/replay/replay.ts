import type { EventLog } from '../../lakehouse/events/event-log.ts'
import { type Arrived, publish } from '../../lakehouse/events/publish.ts'
import type { Topic } from '../../lakehouse/events/topics.ts'
import { readStored } from '../sources/stored-file.ts'
import { arrivalsOf } from './arrivals.ts'
import { orders } from './orders.ts'
import { startPace } from './pace.ts'
import { rees46 } from './rees46.ts'
import type { ReplayMap } from './replay-map.ts'

const MAPS = { rees46, orders } satisfies Readonly<Record<string, ReplayMap>>

export type MapName = keyof typeof MAPS

export const MAP_NAMES = ['rees46', 'orders'] as const satisfies readonly MapName[]

export interface ReplayOptions {
  /** A CSV file with a header; gzip is seen. */
  readonly file: string
  readonly map: MapName
  /** Where all of them go. Default: each to the topic of its type. */
  readonly topic?: Topic | undefined
  /** Events a second; 0: as fast as it goes. */
  readonly rate: number
  readonly signal: AbortSignal
  /** After each batch. */
  readonly report: (replayed: Replayed) => void
}

export interface Replayed {
  readonly accepted: number
  readonly rejected: number
  readonly seconds: number
}

/**
 * Brings a file's rows into the log as events; those that are none go to the topic `dead_letters`. Holds a batch at a time.
 *
 * A file that is replayed again gives the same ids, so that its events count once.
 * Errors: `JobError` `FILE_UNREADABLE`, `COLUMN_MISSING`; those of the log; the reason of the signal.
 */
export async function replay(
  log: Pick<EventLog, 'append'>,
  { file, map, topic, rate, signal, report }: ReplayOptions,
): Promise<Replayed> {
  const pace = startPace(rate)
  const started = performance.now()
  let accepted = 0
  let rejected = 0
  const replayed = () => ({ accepted, rejected, seconds: (performance.now() - started) / 1000 })

  async function send(batch: readonly Arrived[]): Promise<void> {
    await pace.due(accepted + rejected, signal)
    const receipt = await publish(log, batch, { way: 'replay', topic })
    accepted += receipt.accepted
    rejected += receipt.rejected.length
    report(replayed())
  }

  await readStored(file, async (chunks) => {
    let batch: Arrived[] = []
    for await (const arrived of arrivalsOf(chunks, MAPS[map])) {
      batch.push(arrived)
      if (batch.length < pace.batchSize) continue
      await send(batch)
      batch = []
    }
    if (batch.length > 0) await send(batch)
  })
  return replayed()
}
