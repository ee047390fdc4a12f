import type { DatabaseSync } from 'node:sqlite'
import type { Message, NewMessage, PartitionRange } from './event-log.ts'
import { partitionOfKey } from './partition-of-key.ts'
import { inTransaction, type SqliteFile } from './sqlite-file.ts'
import { isTopic, type Topic } from './topics.ts'

export interface Slot extends PartitionRange {
  readonly slot: number
}

/** Of one partition: its messages lie between `slot * SLOT` and the next slot's. */
const SLOT = 2 ** 40

/** The statements of one file, each run at once on this thread. */
export interface SqliteMessages {
  /** All of them or none, with offsets of their own. */
  append(messages: readonly NewMessage[]): void
  slots(): Slot[]
  /** Messages from an offset on: at most `count`, and no further one once they have `chars` characters. */
  read(
    slot: Slot,
    from: bigint,
    most: { readonly count: number; readonly chars: number },
  ): Message[]
  /** Forgets at most `count` messages of a partition's front that came before an instant; whether there may be more. */
  forget(slot: Slot, before: number, count: number): boolean
  /** Another value than before where anything was appended or forgotten meanwhile, whichever process did. */
  state(): unknown
  /** Runs reads that see one state. */
  snapshot<Result>(read: () => Result): Result
}

export function sqliteMessages({ writer, reader }: SqliteFile): SqliteMessages {
  const all = reader.prepare('select * from partitions order by topic, partition')
  const page = reader.prepare(
    'select id, at, key, value from messages where id >= ? and id < ? order by id limit ?',
  )
  const version = reader.prepare('pragma data_version')
  const slots = () => all.all().map(slotOf)
  const insert = inserter(writer, slots())

  return {
    append: (messages) => inTransaction(writer, () => insert(messages)),
    slots,
    read(slot, from, { count, chars }) {
      const found: Message[] = []
      let left = chars
      for (const row of page.iterate(...idsFrom(slot, from), count)) {
        const message = messageOf(slot, row)
        found.push(message)
        left -= message.value.length
        if (left <= 0) break
      }
      return found
    },
    forget: forgetter(writer),
    state: () => version.get()!['data_version'],
    snapshot(read) {
      reader.exec('begin')
      try {
        return read()
      } finally {
        reader.exec('commit')
      }
    },
  }
}

function inserter(writer: DatabaseSync, slots: readonly Slot[]) {
  const ofTopic = Map.groupBy(slots, ({ topic }) => topic)
  const insert = writer.prepare('insert into messages (id, at, key, value) values (?, ?, ?, ?)')
  const take = writer.prepare(
    'update partitions set next_offset = next_offset + ? where slot = ? returning next_offset',
  )
  return (messages: readonly NewMessage[]) => {
    const at = Date.now()
    const placed = Map.groupBy(messages, ({ topic, key }) => {
      const partitions = ofTopic.get(topic)!
      return partitions[partitionOfKey(key, partitions.length)]!.slot
    })
    for (const [slot, those] of placed) {
      const { next_offset: next } = take.get(those.length, slot)!
      let id = slot * SLOT + Number(next) - those.length
      for (const { key, value } of those) insert.run(id++, at, key, value)
    }
  }
}

function forgetter(writer: DatabaseSync): SqliteMessages['forget'] {
  const front = writer.prepare('select first_offset from partitions where slot = ?')
  const oldest = writer.prepare(
    'select id, at from messages where id >= ? and id < ? order by id limit ?',
  )
  const remove = writer.prepare('delete from messages where id >= ? and id < ?')
  const move = writer.prepare('update partitions set first_offset = ? where slot = ?')
  return (slot, before, count) =>
    inTransaction(writer, () => {
      const [first, end] = idsFrom(slot, BigInt(Number(front.get(slot.slot)!['first_offset'])))
      const rows = oldest.all(first, end, count)
      const kept = rows.findIndex(({ at }) => Number(at) >= before)
      const forgotten = kept < 0 ? rows : rows.slice(0, kept)
      if (forgotten.length === 0) return false
      const next = Number(forgotten.at(-1)!['id']) + 1
      remove.run(first, next)
      move.run(next - slot.slot * SLOT, slot.slot)
      return forgotten.length === count
    })
}

type Cells = Readonly<Record<string, unknown>>

/** Every id from that offset on, the end exclusive. */
function idsFrom({ slot }: Slot, from: bigint): [number, number] {
  return [slot * SLOT + Number(from), (slot + 1) * SLOT]
}

function slotOf(row: Cells): Slot {
  return {
    slot: Number(row['slot']),
    topic: topicOf(row['topic']),
    partition: Number(row['partition']),
    firstOffset: BigInt(Number(row['first_offset'])),
    nextOffset: BigInt(Number(row['next_offset'])),
  }
}

function messageOf({ topic, partition, slot }: Slot, row: Cells): Message {
  return {
    topic,
    partition,
    offset: BigInt(Number(row['id']) - slot * SLOT),
    key: typeof row['key'] === 'string' ? row['key'] : null,
    value: String(row['value']),
    at: Number(row['at']),
  }
}

function topicOf(name: unknown): Topic {
  if (typeof name === 'string' && isTopic(name)) return name
  throw new Error(`the event log has a topic ${String(name)}`)
}
