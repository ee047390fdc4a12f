import { join } from 'node:path'
import { grouped, print, printTable } from '../../commands/terminal.ts'
import { type EventLogSettings, openEventLog } from '../../lakehouse/events/open-event-log.ts'
import { openBroker } from '../../test/kafka/broker.ts'
import { kafkaClasspath } from '../../test/kafka/classpath.ts'
import { trialSettings } from '../../test/kafka/trial.ts'
import { type Held, atLeast } from './held.ts'
import { type Processed, processed } from './processed.ts'

const EVENTS = 400_000
const PER_SECOND = 20_000
const OF_SQLITE = 0.8

/** Events that become rows, exactly once, from either log. */
export async function benchProcessor(lake: string, folder: string): Promise<Held[]> {
  const sqlite = await fromSqlite(lake, folder)
  const kafka = await fromKafka(lake, folder)
  print('\nthe processor')
  printTable(
    ['log', 'events', 'a second', 'RSS MB'],
    [rowOf('SQLite', sqlite), ...(kafka ? [rowOf('Kafka', kafka)] : [])],
  )
  if (!kafka) print('left out: Kafka')
  return [
    ['events that become rows a second', atLeast(sqlite.perSecond, PER_SECOND)],
    ...(kafka
      ? [['from Kafka, of that', atLeast(kafka.perSecond / sqlite.perSecond, OF_SQLITE)] as const]
      : []),
  ]
}

const rowOf = (log: string, { perSecond, rssBytes }: Processed) => [
  log,
  grouped(EVENTS),
  grouped(Math.round(perSecond)),
  (rssBytes / 1e6).toFixed(0),
]

function fromSqlite(from: string, folder: string): Promise<Processed> {
  const { kafka, ...settings } = trialSettings([])
  return processed({
    from,
    lake: join(folder, 'sqlite'),
    events: EVENTS,
    openLog: (lake) => openEventLog(lake, { ...settings, kafka: { ...kafka, brokers: [] } }),
  })
}

/** undefined where there is no Java or no Maven. */
async function fromKafka(from: string, folder: string): Promise<Processed | undefined> {
  const classpath = kafkaClasspath()
  if (classpath === undefined) return undefined
  await using broker = await openBroker(classpath)
  const settings = trialSettings(broker.brokers)
  return await processed({
    from,
    lake: join(folder, 'kafka'),
    events: EVENTS,
    openLog: (lake) => openEventLog(lake, settings),
    environment: environmentOf(settings),
  })
}

function environmentOf({ kafka }: EventLogSettings): Record<string, string> {
  const { brokers, topics } = kafka
  return {
    LAKEGATE_EVENTS_KAFKA_BROKERS: brokers.join(','),
    LAKEGATE_EVENTS_KAFKA_TOPICS_PAGE_VIEWS: topics.pageViews,
    LAKEGATE_EVENTS_KAFKA_TOPICS_CART_EVENTS: topics.cartEvents,
    LAKEGATE_EVENTS_KAFKA_TOPICS_ORDERS: topics.orders,
    LAKEGATE_EVENTS_KAFKA_TOPICS_DEAD_LETTERS: topics.deadLetters,
    LAKEGATE_EVENTS_KAFKA_TOPICS_RECOMMENDATIONS: topics.recommendations,
  }
}
