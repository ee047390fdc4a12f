import { Admin } from '@platformatic/kafka'
import { setTimeout as delay } from 'node:timers/promises'
import { LakehouseError } from '../errors.ts'
import { clientOptions, kafkaNames, type KafkaSettings } from './kafka-client.ts'
import { tells } from './kafka-failure.ts'
import { DAY_MS } from '../durations.ts'

export interface TopicSettings {
  readonly kafka: KafkaSettings
  /** Of each topic, where none is there. */
  readonly partitions: number
  readonly retentionDays: number
}

const LED_MS = 5000
const RETRY_MS = 200

/**
 * Makes the topics that are not there; gives the number of partitions, of all the same.
 *
 * Errors: `LakehouseError` `PROTOCOL_UNSUPPORTED` where those that are there have different numbers; Kafka's.
 */
export async function prepareTopics(settings: TopicSettings): Promise<number> {
  const names = Object.values(kafkaNames(settings.kafka))
  const admin = new Admin(clientOptions(settings.kafka))
  try {
    const there = new Set(await admin.listTopics())
    const known = names.filter((name) => there.has(name))
    const partitions = (await countOf(admin, known)) ?? settings.partitions
    const missing = names.filter((name) => !there.has(name))
    if (missing.length > 0) await create(admin, missing, { ...settings, partitions })
    return partitions
  } finally {
    await admin.close()
  }
}

/** Of topics; undefined of none. */
async function countOf(admin: Admin, topics: readonly string[]): Promise<number | undefined> {
  if (topics.length === 0) return undefined
  const metadata = await admin.metadata({ topics: [...topics], forceUpdate: true })
  const counts = topics.map((name) => metadata.topics.get(name)!.partitionsCount)
  if (new Set(counts).size === 1) return counts[0]
  const found = topics.map((name, index) => `${name} ${counts[index]}`).join(', ')
  throw new LakehouseError(
    'PROTOCOL_UNSUPPORTED',
    `Kafka's topics have different numbers of partitions (${found}), so that the events of one visit would not meet: ` +
      'give all as many, or name others in events.kafka.topics',
  )
}

async function create(admin: Admin, topics: string[], settings: TopicSettings): Promise<void> {
  const configs = {
    'retention.ms': String(settings.retentionDays * DAY_MS),
    'cleanup.policy': 'delete',
    // When a message came is for the broker to say.
    'message.timestamp.type': 'LogAppendTime',
  }
  try {
    await admin.createTopics({
      topics,
      partitions: settings.partitions,
      configs: Object.entries(configs).map(([name, value]) => ({ name, value })),
    })
  } catch (error) {
    if (!tells(error, /TOPIC_ALREADY_EXISTS/)) throw error
  }
  await led(admin, topics)
}

/** Topics are told of before each partition has a leader. */
async function led(admin: Admin, topics: readonly string[]): Promise<void> {
  const deadline = performance.now() + LED_MS
  for (;;) {
    try {
      await countOf(admin, topics)
      return
    } catch (error) {
      if (error instanceof LakehouseError || performance.now() > deadline) throw error
    }
    await delay(RETRY_MS)
  }
}
