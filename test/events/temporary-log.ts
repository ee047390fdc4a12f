import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EventLog, Message } from '../../lakehouse/events/event-log.ts'
import { openSqliteLog } from '../../lakehouse/events/sqlite-log.ts'
import type { Topic } from '../../lakehouse/events/topics.ts'

interface TemporaryLog extends EventLog {
  /** Every message of a topic; those of a partition in their order. */
  readonly all: (topic: Topic) => Promise<Message[]>
}

/** A log of its own, gone with its end. */
export async function openTemporaryLog(): Promise<TemporaryLog> {
  const folder = await mkdtemp(join(tmpdir(), 'lakegate-log-'))
  const path = join(folder, '.events.db')
  const log = openSqliteLog({ path, partitions: 2, retentionDays: 7 })
  return {
    ...log,
    all: (topic) => allOf(log, topic),
    async [Symbol.asyncDispose]() {
      await log[Symbol.asyncDispose]()
      await rm(folder, { recursive: true })
    },
  }
}

/** Every message of a topic; those of a partition in their order. */
export async function allOf(log: EventLog, topic: Topic): Promise<Message[]> {
  const ranges = (await log.partitions()).filter((range) => range.topic === topic)
  const read = await Promise.all(ranges.map((range) => log.read(range, range.firstOffset, 100_000)))
  return read.flat()
}
