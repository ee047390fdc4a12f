import { describe, expect, test } from 'vitest'
import { openEventLog } from '../../lakehouse/events/open-event-log.ts'
import { killStream } from '../stream/kill-stream.ts'
import { shopMessages } from '../stream/shop-messages.ts'
import { streamLake } from '../stream/stream-lake.ts'
import { openBroker } from './broker.ts'
import { kafkaClasspath } from './classpath.ts'
import { trialSettings } from './trial.ts'

const classpath = kafkaClasspath()
const KILLS = 20
const EVENTS = 200_000
/** How many come while the broker is back. */
const LATER = 20_000

describe.skipIf(classpath === undefined)('a processor on Kafka', () => {
  test('that is killed, and whose broker is killed, has every event once', async () => {
    await using broker = await openBroker(classpath!)
    const settings = trialSettings(broker.brokers)
    await using shop = await streamLake((lake) => openEventLog(lake, settings))
    const from = Date.now() - 20 * 3_600_000
    const messages = [...shopMessages({ count: EVENTS + LATER, seed: 9, from, stepMs: 300 })]
    const append = async (begin: number, end: number) => {
      for (let i = begin; i < end; i += 5000) await shop.log.append(messages.slice(i, i + 5000))
    }
    await append(0, EVENTS)
    const { topics } = settings.kafka
    await killStream({
      lake: shop.lake,
      kills: KILLS,
      environment: {
        LAKEGATE_EVENTS_KAFKA_BROKERS: broker.brokers.join(','),
        LAKEGATE_EVENTS_KAFKA_TOPICS_PAGE_VIEWS: topics.pageViews,
        LAKEGATE_EVENTS_KAFKA_TOPICS_CART_EVENTS: topics.cartEvents,
        LAKEGATE_EVENTS_KAFKA_TOPICS_ORDERS: topics.orders,
        LAKEGATE_EVENTS_KAFKA_TOPICS_DEAD_LETTERS: topics.deadLetters,
        LAKEGATE_EVENTS_KAFKA_TOPICS_RECOMMENDATIONS: topics.recommendations,
      },
      async between(life) {
        if (life % 7 !== 1) return
        await broker.kill()
        await broker.start()
      },
      async outage() {
        await broker.kill()
        await broker.start()
        await append(EVENTS, EVENTS + LATER)
      },
    })
    expect(await shop.differences()).toEqual([])
  }, 900_000)
})
