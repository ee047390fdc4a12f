import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LakehouseError } from '../../lakehouse/errors.ts'
import type { EventLog, Message } from '../../lakehouse/events/event-log.ts'
import { partitionName } from '../../lakehouse/events/event-log.ts'
import { openEventLog } from '../../lakehouse/events/open-event-log.ts'
import { TOPICS } from '../../lakehouse/events/topics.ts'
import { messagesOf, told } from '../events/follow.ts'
import { type Broker, openBroker } from './broker.ts'
import { kafkaClasspath } from './classpath.ts'
import { openTrial } from './trial.ts'

const classpath = kafkaClasspath()
const MINUTES = 60_000

/** Appends until it is stopped, each again where it failed; gives what was acknowledged. */
async function appendAlways(log: EventLog, key: string, signal: AbortSignal): Promise<string[]> {
  const acknowledged: string[] = []
  for (let batch = 0; !signal.aborted; batch++) {
    const messages = told(key, 10, batch * 10)
    for (let isKept = false; !isKept;)
      try {
        await log.append(messages)
        isKept = true
      } catch (error) {
        if (!(error instanceof LakehouseError && error.code === 'LOG_UNAVAILABLE')) throw error
      }
    acknowledged.push(...messages.map(({ value }) => value))
    await delay(5)
  }
  return acknowledged
}

describe.skipIf(classpath === undefined)('a broker that is killed', () => {
  let broker: Broker

  beforeAll(async () => {
    broker = await openBroker(classpath!)
  })

  afterAll(async () => {
    await broker[Symbol.asyncDispose]()
  })

  test(
    'and comes back loses nothing that was acknowledged; who follows goes on by itself',
    async () => {
      await using log = await openTrial(broker.brokers)
      const stop = new AbortController()
      const done = new AbortController()
      const found: Message[] = []
      const unread: number[] = []
      const following = (async () => {
        const options = { topics: TOPICS, from: new Map(), batchSize: 100, signal: done.signal }
        for await (const batch of log.follow(options)) {
          found.push(...batch.messages)
          unread.push(batch.unread.size)
        }
      })()
      const appending = ['a', 'b', 'c'].map((key) => appendAlways(log, key, stop.signal))
      while (found.length < 100) await delay(50)
      for (let outage = 0; outage < 2; outage++) {
        await delay(2000)
        await broker.kill()
        await delay(2000)
        await broker.start()
      }
      await delay(5000)
      stop.abort()
      const acknowledged = (await Promise.all(appending)).flat()
      await log.append(told('last', 1))
      for (let wait = 0; wait < 100 && !found.some(({ key }) => key === 'last'); wait++)
        await delay(100)
      done.abort()
      await following

      const values = new Set(found.map(({ value }) => value))
      expect(acknowledged.filter((value) => !values.has(value))).toEqual([])
      const places = found.map((message) => `${partitionName(message)} ${message.offset}`)
      expect(new Set(places).size).toBe(places.length)
      // While it was away nobody knew what partitions hold.
      expect(Math.max(...unread)).toBe(20)
      console.info(
        `${acknowledged.length} acknowledged over two kills, ${found.length - 1 - acknowledged.length} appended more than once`,
      )
    },
    5 * MINUTES,
  )

  test(
    'is told to who appends, asks or begins to follow, in time',
    async () => {
      await using log = await openTrial(broker.brokers)
      await log.append(told('k', 5))
      await broker.kill()
      const before = performance.now()
      const fresh = await openEventLog('not needed', log.settings)
      const outcomes = await Promise.allSettled([
        log.append(told('k', 1)),
        log.partitions(),
        log.read({ topic: 'orders', partition: 0 }, 0n, 1),
        messagesOf(log, 1),
        fresh.append(told('k', 1)),
        fresh.partitions(),
      ])
      expect(performance.now() - before).toBeLessThan(20_000)
      for (const outcome of outcomes)
        expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'LOG_UNAVAILABLE' } })
      await broker.start()
      await fresh.append(told('k', 1, 5))
      expect((await messagesOf(fresh, 6)).length).toBeGreaterThanOrEqual(6)
      await fresh[Symbol.asyncDispose]()
    },
    3 * MINUTES,
  )
})
