import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Message } from '../../lakehouse/events/event-log.ts'
import { type OpenOrders, openOrders } from '../../jobs/stream/open-orders.ts'
import { logged, purchase } from './purchase.ts'

const NOTHING = new Set<string>()
const DAY = 86_400_000
const START = Date.parse('2026-11-20T10:00:00Z')

function collecting(closed: readonly string[] = []) {
  let now = START
  const orders = openOrders(new Map([['orders/0', 0n]]), closed, () => now)
  let offset = 0
  return {
    orders,
    at: (seconds: number) => {
      now = START + seconds * 1000
      orders.add({ messages: [], unread: NOTHING })
    },
    line: (order: string, id: string, product = 'p1') =>
      orders.add({
        messages: [logged(purchase({ id, order, product }), offset++, now)],
        unread: NOTHING,
      }),
  }
}

const ids = (orders: OpenOrders) => orders.due().map(({ orderId }) => orderId)

test('an order is due two seconds after its last line', () => {
  const { orders, at, line } = collecting()
  line('o1', 'a')
  at(1.9)
  line('o1', 'b')
  expect(ids(orders)).toEqual([])
  at(3.8)
  expect(ids(orders)).toEqual([])
  at(3.9)
  expect(ids(orders)).toEqual(['o1'])
  expect([...orders.due()[0]!.lines.keys()]).toEqual(['a', 'b'])
})

test('an event that comes again is no other line, and does not keep its order open', () => {
  const { orders, at, line } = collecting()
  line('o1', 'a')
  at(1.5)
  line('o1', 'a')
  at(2)
  expect(orders.due().map(({ lines }) => lines.size)).toEqual([1])
})

test('an order whose lines do not stop is taken after half a minute, or when it has five hundred', () => {
  const slow = collecting()
  for (let second = 0; second < 30; second++) {
    slow.at(second)
    slow.line('o1', `line ${second}`)
    expect(ids(slow.orders)).toEqual([])
  }
  slow.at(30)
  expect(ids(slow.orders)).toEqual(['o1'])

  const large = collecting()
  for (let i = 0; i < 500; i++) large.line('o1', `line ${i}`)
  expect(ids(large.orders)).toEqual(['o1'])
})

test('of too many open orders the oldest are taken as they are', () => {
  const { orders, line } = collecting()
  for (let i = 0; i < 20_010; i++) line(`o${i}`, `line ${i}`)
  expect(ids(orders)).toEqual(Array.from({ length: 10 }, (_, i) => `o${i}`))
  orders.close(orders.due())
  expect(ids(orders)).toEqual([])
})

test('what comes of an order that is closed, or was before the start, is left out', () => {
  const { orders, at, line } = collecting(['before'])
  line('o1', 'a')
  line('before', 'x')
  at(2)
  expect(ids(orders)).toEqual(['o1'])
  orders.close(orders.due())
  line('o1', 'b')
  at(9)
  expect(ids(orders)).toEqual([])
})

test('what is no purchase is no line', () => {
  const { orders } = collecting()
  const message = purchase({ id: 'a', order: 'o1', product: 'p1', event_type: 'page_view' })
  const messages = [logged(message, 0, START), logged({ ...message, value: '{' }, 1, START)]
  orders.add({ messages, unread: NOTHING })
  expect(orders.doneBefore()).toEqual(new Map([['orders/0', 2n]]))
})

test('what waited in the log is as old as the log says: its orders keep their lines together', () => {
  const orders = openOrders(new Map(), [], () => START + DAY)
  const lines = [
    { order: 'o1', seconds: 0 },
    { order: 'o2', seconds: 1 },
    { order: 'o1', seconds: 1.5 },
    { order: 'o3', seconds: 3.2 },
    { order: 'o3', seconds: 9 },
  ]
  const messages = lines.map(({ order, seconds }, i) =>
    logged(purchase({ id: `${i}`, order, product: 'p1' }), i, START + seconds * 1000),
  )
  const unread = new Set(['orders/0'])
  orders.add({ messages: messages.slice(0, 2), unread })
  expect(ids(orders)).toEqual([])
  orders.add({ messages: messages.slice(2, 4), unread })
  expect(ids(orders)).toEqual(['o2'])
  orders.close(orders.due())
  // The last of them came now, as far as can be told.
  orders.add({ messages: messages.slice(4), unread: NOTHING })
  expect(ids(orders)).toEqual(['o1'])
})

test('going on from where it said it was, nothing is missing', () => {
  const anyLine = fc.record({ order: fc.nat(5), pause: fc.nat(1500) })
  fc.assert(
    fc.property(
      fc.array(anyLine, { minLength: 1, maxLength: 60 }),
      fc.nat(60),
      (lines, killedAt) => {
        let at = START
        const messages = lines.map(({ order, pause }, i): Message => {
          at += pause
          return logged(purchase({ id: `${i}`, order: `o${order}`, product: 'p1' }), i, at)
        })
        const made = new Set<string>()
        let now = START
        let position: ReadonlyMap<string, bigint> = new Map()
        const run = (from: number, until: number) => {
          const orders = openOrders(position, made, () => now)
          for (const message of messages.slice(from, until)) {
            now = message.at
            orders.add({ messages: [message], unread: NOTHING })
            take(orders)
          }
          return orders
        }
        const take = (orders: OpenOrders) => {
          const due = orders.due()
          if (due.length > 0) position = orders.doneBefore()
          for (const { orderId } of due) made.add(orderId)
          orders.close(due)
        }
        run(0, killedAt)
        const again = run(Number(position.get('orders/0') ?? 0n), messages.length)
        now = at + 2000
        again.add({ messages: [], unread: NOTHING })
        take(again)
        expect(made).toEqual(new Set(lines.map(({ order }) => `o${order}`)))
      },
    ),
    { numRuns: 200 },
  )
})
