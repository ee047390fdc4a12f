// node bench/peers/yoga-sse.ts LAKE: Yoga as it comes, each subscriber with an async iterator of its own over the lake's log.
import { EventEmitter, on, once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { createSchema, createYoga } from 'graphql-yoga'
import { isRefused, readEventJson } from '../../lakehouse/events/event.ts'
import { openSqliteLog } from '../../lakehouse/events/sqlite-log.ts'

const [lake = ''] = process.argv.slice(2)
const path = join(lake, '.events.db')
await using log = openSqliteLog({ path, partitions: 4, retentionDays: 7 })
const orders = new EventEmitter().setMaxListeners(0)

async function* told() {
  for await (const [order] of on(orders, 'order')) yield { orderPlaced: order }
}

const yoga = createYoga({
  logging: false,
  schema: createSchema({
    typeDefs: `type Query { up: Boolean }
      type Order { eventId: ID! orderId: ID! orderedAt: String! quantity: Int! unitPrice: String! city: String }
      type Subscription { orderPlaced: Order! }`,
    resolvers: { Subscription: { orderPlaced: { subscribe: told } } },
  }),
})
const server = createServer((request, response) => void yoga(request, response))
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const address = server.address()
const port = typeof address === 'object' ? address?.port : undefined
process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}` })}\n`)

const { signal } = new AbortController()
for await (const { messages } of log.follow({
  topics: ['orders'],
  from: 'end',
  batchSize: 1000,
  signal,
})) {
  for (const { value, at } of messages) {
    const event = readEventJson(value, at)
    if (!isRefused(event)) orders.emit('order', { ...event, orderedAt: event.at })
  }
}
