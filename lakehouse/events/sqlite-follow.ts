import { setImmediate, setTimeout as delay } from 'node:timers/promises'
import { type Batch, type FollowOptions, type Message, partitionName } from './event-log.ts'
import { fairShares } from './fair-shares.ts'
import { requireKept, startOf } from './position.ts'
import type { Slot, SqliteMessages } from './sqlite-messages.ts'

const POLL_MS = 5
/** To wake up is what looking costs: after a second of silence it is done less often. */
const QUIET_POLL_MS = 20
const QUIET_MS = 1000
const IDLE_MS = 250
/** Of a batch, about: values may be as large as a request. */
const BATCH_CHARS = 8_000_000

const NOTHING: Batch = { messages: [], unread: new Set() }

/** Follows until the signal says otherwise. Errors: `LakehouseError` `POSITION_EXPIRED`. */
export async function* followSqlite(
  file: SqliteMessages,
  { topics, from, batchSize, signal }: FollowOptions,
): AsyncGenerator<Batch> {
  const followed = () => file.slots().filter(({ topic }) => topics.includes(topic))
  const positions = new Map(followed().map((slot) => [slot.slot, startOf(slot, from)]))
  let givenAt = Number.NEGATIVE_INFINITY
  let cameAt = performance.now()
  let seen: unknown
  while (!signal.aborted) {
    const now = performance.now()
    const state = file.state()
    const batch = state === seen ? NOTHING : file.snapshot(next)
    // What is left of a batch was there before the file changed.
    seen = batch.unread.size > 0 ? undefined : state
    if (batch.messages.length > 0) cameAt = now
    else if (now - givenAt < IDLE_MS) {
      await delay(now - cameAt < QUIET_MS ? POLL_MS : QUIET_POLL_MS)
      continue
    }
    givenAt = now
    yield batch
    // Whoever catches up lets others have their turn.
    await setImmediate()
  }

  function next(): Batch {
    const slots = followed()
    const wanted = slots.map((slot) => Number(slot.nextOffset - positionOf(slot)))
    const shares = fairShares(wanted, batchSize)
    const chars = BATCH_CHARS / slots.length
    const messages = slots.flatMap((slot, index) => take(slot, { count: shares[index]!, chars }))
    const unread = slots.filter((slot) => slot.nextOffset > positionOf(slot)).map(partitionName)
    return { messages, unread: new Set(unread) }
  }

  function take(slot: Slot, most: { count: number; chars: number }): Message[] {
    if (most.count === 0) return []
    const found = file.read(slot, positionOf(slot), most)
    const last = found.at(-1)
    if (last) positions.set(slot.slot, last.offset + 1n)
    return found
  }

  function positionOf(slot: Slot): bigint {
    const position = positions.get(slot.slot)!
    requireKept(slot, position)
    return position
  }
}
