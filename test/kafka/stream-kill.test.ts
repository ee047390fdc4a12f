import { describe, expect, test } from 'vitest'
import { openEventLog } from '../../lakehouse/events/open-event-log.ts'
import { killStream } from '../stream/kill-stream.ts'
import { shopMessages } from '../stream/shop-messages.ts'
import { streamLake } from '../stream/stream-lake.ts'
import { openBroker } from './broker.ts'
import { kafkaClasspath } from './classpath.ts'
import { trialSettings } from './trial.ts'

const classpath = kafkaClasspath()
const KILLS = 6
const EVENTS = 60_000

describe.skipIf(classpath === undefined)('a processor on Kafka', () => {
  test('that is killed, and whose broker is killed, has every event once', async () => {
    await using broker = await openBroker(classpath!)
    const settings = trialSettings(broker.brokers)
    await using shop = await streamLake((lake) => openEventLog(lake, settings))
    const from = Date.now() - 20 * 3_600_000
    const messages = [...shopMessages({ count: EVENTS, seed: 9, from, stepMs: 1000 })]
    for (let i = 0; i < messages.length; i += 5000)
      await shop.log.append(messages.slice(i, i + 5000))
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
        if (life % 3 !== 1) return
        await broker.kill()
        await broker.start()
      },
    })
    expect(await shop.differences()).toEqual([])
  }, 600_000)
})
