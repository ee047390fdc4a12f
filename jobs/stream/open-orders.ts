import { type Batch, type Message, partitionName } from '../../lakehouse/events/event-log.ts'
import { isRefused, readEventJson, type ShopEvent } from '../../lakehouse/events/event.ts'
import type { DoneBefore } from '../../lakehouse/events/recommendation.ts'

/** An order whose lines are still coming. */
export interface OpenOrder {
  readonly orderId: string
  /** By event id, in the order in which they came: one that comes again is no other line. */
  readonly lines: Map<string, ShopEvent>
  /** By partition, the offset of its first line there. */
  readonly starts: Map<string, bigint>
  /** Since then no two of its lines were far apart. */
  firstSeen: number
  lastSeen: number
}

/** Orders that are being collected from the topic `orders`. */
export interface OpenOrders {
  readonly add: (batch: Batch) => void
  /** Orders that have all their lines, as far as can be told; they stay open until they are closed. */
  readonly due: () => readonly OpenOrder[]
  /** What comes of them from now on is left out. */
  readonly close: (orders: readonly OpenOrder[]) => void
  readonly doneBefore: () => DoneBefore
}

/** Without another line for so long an order is whole. */
const QUIET_MS = 2000
/** An order whose lines do not stop is taken as it is. */
const OPEN_MS = 30_000
const ORDER_LINES_MAX = 500
/** Lines of all open orders: the oldest are taken as they are when there are more. */
const LINES_MAX = 20_000
/** Closed orders that are remembered, since a line of theirs may come again. */
const CLOSED_MAX = 50_000

/** `closed`: orders that are done already. */
export function openOrders(
  from: DoneBefore,
  closed: Iterable<string>,
  now: () => number = Date.now,
): OpenOrders {
  const open = new Map<string, OpenOrder>()
  const done = new Set(closed)
  const positions = new Map(from)
  let lines = 0
  /** Up to when everything has been read; behind the clock while the log is caught up with. */
  let readUntil = 0

  function addLine(message: Message, seen: number): void {
    const event = readEventJson(message.value, message.at)
    if (isRefused(event) || event.type !== 'purchase') return
    if (event.orderId === null || done.has(event.orderId)) return
    const order = open.get(event.orderId) ?? begun(event.orderId, seen)
    open.set(order.orderId, order)
    const name = partitionName(message)
    if (!order.starts.has(name)) order.starts.set(name, message.offset)
    if (order.lines.has(event.eventId)) return
    order.lines.set(event.eventId, event)
    if (seen - order.lastSeen >= QUIET_MS) order.firstSeen = seen
    order.lastSeen = Math.max(order.lastSeen, seen)
    lines += 1
  }

  function isDue({ lines: own, firstSeen, lastSeen }: OpenOrder): boolean {
    const isQuiet = readUntil - lastSeen >= QUIET_MS
    return isQuiet || readUntil - firstSeen >= OPEN_MS || own.size >= ORDER_LINES_MAX
  }

  return {
    add({ messages, unread }) {
      const arrived = now()
      readUntil = arrived
      for (const message of messages) {
        const name = partitionName(message)
        positions.set(name, message.offset + 1n)
        // What waited in the log is as old as the log says.
        addLine(message, unread.has(name) ? message.at : arrived)
      }
      for (const name of unread) {
        const last = messages.findLast((message) => partitionName(message) === name)
        if (last) readUntil = Math.min(readUntil, last.at)
      }
    },
    due() {
      let surplus = lines - LINES_MAX
      return [...open.values()].filter((order) => {
        if (surplus <= 0 && !isDue(order)) return false
        surplus -= order.lines.size
        return true
      })
    },
    close(orders) {
      for (const { orderId, lines: own } of orders) {
        open.delete(orderId)
        done.add(orderId)
        lines -= own.size
      }
      for (const orderId of done) {
        if (done.size <= CLOSED_MAX) break
        done.delete(orderId)
      }
    },
    doneBefore() {
      const before = new Map(positions)
      for (const { starts } of open.values())
        for (const [name, offset] of starts)
          if (offset < before.get(name)!) before.set(name, offset)
      return before
    },
  }
}

const begun = (orderId: string, seen: number): OpenOrder => ({
  orderId,
  lines: new Map(),
  starts: new Map(),
  firstSeen: seen,
  lastSeen: seen,
})
