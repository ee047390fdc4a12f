import { setTimeout as delay } from 'node:timers/promises'
import { appendQueue } from './append-queue.ts'
import {
  type Batch,
  type EventLog,
  type FollowOptions,
  type Message,
  type PartitionRange,
  partitionName,
} from './event-log.ts'
import { requireKept } from './position.ts'
import { isBusy, sqliteFailure } from './sqlite-failure.ts'
import { openSqliteFile } from './sqlite-file.ts'
import { followSqlite } from './sqlite-follow.ts'
import { sqliteMessages } from './sqlite-messages.ts'
import { DAY_MS } from '../durations.ts'

export interface SqliteLogOptions {
  /** The file; made where it is not there. */
  readonly path: string
  /** Of each topic, when the file is made; later it has what it has. */
  readonly partitions: number
  readonly retentionDays: number
}

/** How long an append waits for other processes that append. */
const BUSY_MS = 5000
const RETRY_MS = 5
/** What is forgotten at once: some milliseconds for whoever appends meanwhile. */
const FORGET_MAX = 500
const READ_CHARS = 8_000_000

/**
 * The log as one SQLite file: an append is on the disk once it returns, and any number of processes append and follow at once.
 *
 * Errors, when it opens too: `LakehouseError` `LAKE_UNWRITABLE`, `STORAGE_FULL`, `LOG_CORRUPT`, `PROTOCOL_UNSUPPORTED`.
 */
export function openSqliteLog({ path, partitions, retentionDays }: SqliteLogOptions): EventLog {
  const file = openSqliteFile(path, partitions)
  const messages = sqliteMessages(file)
  const closing = new AbortController()
  const queue = appendQueue((those) => patiently(() => messages.append(those)))

  /** One writer at a time, of all processes: it waits without stopping this one. */
  async function patiently<Result>(run: () => Result): Promise<Result> {
    const deadline = performance.now() + BUSY_MS
    for (;;) {
      try {
        return run()
      } catch (error) {
        if (!isBusy(error) || performance.now() > deadline)
          throw sqliteFailure(`the event log ${path}`, error)
      }
      await delay(RETRY_MS)
    }
  }

  function read(of: Pick<Message, 'topic' | 'partition'>, from: bigint, count: number): Message[] {
    return messages.snapshot(() => {
      const slot = messages.slots().find((each) => partitionName(each) === partitionName(of))
      if (slot === undefined) throw new RangeError(`there is no ${partitionName(of)}`)
      requireKept(slot, from)
      return messages.read(slot, from, { count, chars: READ_CHARS })
    })
  }

  async function* follow({ signal, ...options }: FollowOptions): AsyncGenerator<Batch> {
    const until = AbortSignal.any([signal, closing.signal])
    try {
      yield* followSqlite(messages, { ...options, signal: until })
    } catch (error) {
      throw sqliteFailure(`the event log ${path}`, error)
    }
  }

  async function forget(before: number): Promise<void> {
    for (const slot of messages.slots())
      for (let more = true; more && !closing.signal.aborted; await delay(1))
        more = await patiently(() => messages.forget(slot, before, FORGET_MAX))
  }

  return {
    append: (those) => queue.append(those),
    partitions: () => patiently(() => messages.slots().map(rangeOf)),
    read: (...asked) => patiently(() => read(...asked)),
    follow,
    retain: () => forget(Date.now() - retentionDays * DAY_MS),
    async [Symbol.asyncDispose]() {
      closing.abort()
      await queue.drained()
      file[Symbol.dispose]()
    },
  }
}

const rangeOf = ({ topic, partition, firstOffset, nextOffset }: PartitionRange) => ({
  topic,
  partition,
  firstOffset,
  nextOffset,
})
