import { setTimeout as delay } from 'node:timers/promises'
import { DatabaseSync } from 'node:sqlite'
import { LakehouseError } from '../errors.ts'
import {
  type Batch,
  type EventLog,
  type FollowOptions,
  type Message,
  type NewMessage,
  type PartitionRange,
  partitionName,
} from './event-log.ts'
import { partitionOfKey } from './partition-of-key.ts'
import { TOPICS, type Topic } from './topics.ts'

export interface SqliteLogOptions {
  /** The file; made where it is not there. */
  readonly path: string
  /** Of each topic, when the file is made; later it has what it has. */
  readonly partitions: number
  readonly retentionDays: number
}

const SCHEMA = `
  pragma journal_mode = wal;
  pragma synchronous = full;
  create table if not exists partitions (
    topic text not null, partition integer not null, first_offset integer not null, next_offset integer not null,
    primary key (topic, partition)
  ) without rowid;
  create table if not exists messages (
    topic text not null, partition integer not null, "offset" integer not null, key text, value text not null, at integer not null,
    primary key (topic, partition, "offset")
  ) without rowid;`

const POLL_MS = 5
const IDLE_MS = 250
const DAY_MS = 86_400_000

/** The log as one SQLite file: durable when the write-ahead log is on the disk, read by as many processes as like. */
export function openSqliteLog({ path, partitions, retentionDays }: SqliteLogOptions): EventLog {
  const database = openDatabase(path, partitions)
  const insert = database.prepare('insert into messages values (?, ?, ?, ?, ?, ?)')
  const take = database.prepare(
    'update partitions set next_offset = next_offset + ? where topic = ? and partition = ? returning next_offset',
  )
  const select = database.prepare(
    'select * from messages where topic = ? and partition = ? and "offset" >= ? order by "offset" limit ?',
  )
  const ranges = database.prepare('select * from partitions order by topic, partition')
  const changes = database.prepare('pragma data_version')
  const counts = Map.groupBy(ranges.all(), (row) => String(row['topic']))

  function append(messages: readonly NewMessage[]): void {
    const placed = Map.groupBy(
      messages.map((message) => ({
        ...message,
        partition: partitionOfKey(message.key, counts.get(message.topic)!.length),
      })),
      partitionName,
    )
    const at = Date.now()
    database.exec('begin immediate')
    try {
      for (const those of placed.values()) {
        const { topic, partition } = those[0]!
        let offset = Number(take.get(those.length, topic, partition)!['next_offset']) - those.length
        for (const { key, value } of those) insert.run(topic, partition, offset++, key, value, at)
      }
      database.exec('commit')
    } catch (error) {
      if (database.isTransaction) database.exec('rollback')
      throw error
    }
  }

  function allRanges(): PartitionRange[] {
    return ranges.all().map((row) => ({
      topic: topicOf(row['topic']),
      partition: Number(row['partition']),
      firstOffset: BigInt(Number(row['first_offset'])),
      nextOffset: BigInt(Number(row['next_offset'])),
    }))
  }

  function read(
    { topic, partition }: Pick<Message, 'topic' | 'partition'>,
    from: bigint,
    count: number,
  ): Message[] {
    return select.all(topic, partition, from, count).map((row) => ({
      topic,
      partition,
      offset: BigInt(Number(row['offset'])),
      key: row['key'] === null ? null : String(row['key']),
      value: String(row['value']),
      at: Number(row['at']),
    }))
  }

  async function* follow({
    topics,
    from,
    batchSize,
    signal,
  }: FollowOptions): AsyncGenerator<Batch> {
    const followed = allRanges().filter(({ topic }) => topics.includes(topic))
    const positions = new Map(
      followed.map((range) => [partitionName(range), startOf(range, from)] as const),
    )
    let idleSince = Date.now()
    let seen: unknown
    while (!signal.aborted) {
      const version = changes.get()!['data_version']
      const batch = version === seen ? NOTHING : next()
      // What is left of a batch was there before the file changed.
      seen = batch.unread.size > 0 ? undefined : version
      if (batch.messages.length > 0 || Date.now() - idleSince >= IDLE_MS) {
        idleSince = Date.now()
        yield batch
      } else await delay(POLL_MS)
    }

    function next(): Batch {
      const share = Math.max(1, Math.floor(batchSize / followed.length))
      const unread = new Set<string>()
      const messages = followed.flatMap((range) => {
        const name = partitionName(range)
        const found = read(range, positions.get(name)!, share)
        if (found.length === share) unread.add(name)
        const last = found.at(-1)
        if (last) positions.set(name, last.offset + 1n)
        return found
      })
      return { messages, unread }
    }
  }

  return {
    append: async (messages) => append(messages),
    partitions: async () => allRanges(),
    read: async (...asked) => read(...asked),
    follow,
    async retain() {
      const before = Date.now() - retentionDays * DAY_MS
      for (const { topic, partition } of allRanges()) forget(topic, partition, before)
    },
    async [Symbol.asyncDispose]() {
      database.close()
    },
  }

  function forget(topic: Topic, partition: number, before: number): void {
    database
      .prepare(
        `update partitions set first_offset = coalesce(
           (select min("offset") from messages where topic = $topic and partition = $partition and at >= $before), next_offset
         ) where topic = $topic and partition = $partition`,
      )
      .run({ topic, partition, before })
    database
      .prepare(
        `delete from messages where topic = $topic and partition = $partition
         and "offset" < (select first_offset from partitions where topic = $topic and partition = $partition)`,
      )
      .run({ topic, partition })
  }
}

const NOTHING: Batch = { messages: [], unread: new Set() }

function openDatabase(path: string, partitions: number): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 5000 })
  database.exec(SCHEMA)
  const add = database.prepare('insert or ignore into partitions values (?, ?, 0, 0)')
  for (const topic of TOPICS) {
    const known = database.prepare('select 1 from partitions where topic = ?').get(topic)
    if (known) continue
    for (let partition = 0; partition < partitions; partition++) add.run(topic, partition)
  }
  return database
}

function topicOf(name: unknown): Topic {
  const topic = TOPICS.find((each) => each === name)
  if (topic === undefined) throw new Error(`the event log has a topic ${String(name)}`)
  return topic
}

function startOf(range: PartitionRange, from: FollowOptions['from']): bigint {
  if (from === 'end') return range.nextOffset
  const position = from.get(partitionName(range)) ?? range.firstOffset
  if (position >= range.firstOffset && position <= range.nextOffset) return position
  throw new LakehouseError(
    'POSITION_EXPIRED',
    `${partitionName(range)} has messages ${range.firstOffset} to ${range.nextOffset}, not ${position}`,
  )
}
