import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { bronzeEvents } from '../../lakehouse/contracts/bronze/events.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { type Topic, isTopic } from '../../lakehouse/events/topics.ts'
import { instantOf } from '../../lakehouse/instant.ts'
import { quoteText, sql, text } from '../../lakehouse/sql.ts'
import type { Seen } from './seen.ts'

export interface Refill {
  readonly folder: string
  /** Of the newest commit of `bronze.events`. */
  readonly batch: number
  /** Ids that came earlier count no more; milliseconds since 1970. */
  readonly since: number
}

/** Brings an index of ids that was lost, or stopped earlier than the table, up to the table. Gives how many ids it read. */
export async function refillSeen(
  engine: Engine,
  seen: Seen,
  { folder, batch, since }: Refill,
): Promise<number> {
  const from = seen.batch() + 1
  if (from > batch) {
    // It may be of a life that was killed before its commit: the next one of that number has other ids.
    seen.saveDurably(batch)
    return 0
  }
  const path = join(folder, 'ids.csv')
  await engine.openRange(bronzeEvents, { column: 'batch', from })
  await engine.rows(sql`copy (
      select md5(event_id), topic, "partition", "offset", epoch_ms(received_at) from bronze.events
      where batch >= ${from} and received_at >= cast(${instantOf(since)} as timestamptz)
    ) to ${text(quoteText(path))} (format csv, header false)`)
  let ids = 0
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const [hash, topic, partition, offset, at] = line.split(',')
    seen.add(hash!, {
      topic: topicOf(topic!),
      partition: Number(partition),
      offset: BigInt(offset!),
      at: Number(at),
    })
    ids++
  }
  seen.saveDurably(batch)
  await rm(path)
  return ids
}

function topicOf(name: string): Topic {
  if (isTopic(name)) return name
  throw new Error(`bronze.events has events of a topic ${name}`)
}
