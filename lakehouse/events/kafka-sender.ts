import { type MessageToProduce, ProduceAcks, Producer } from '@platformatic/kafka'
import { withDeadline } from './deadline.ts'
import { MESSAGE_BYTES_MAX, type NewMessage } from './event-log.ts'
import { clientOptions, kafkaNames, type KafkaSettings } from './kafka-client.ts'
import { partitionOfKey } from './partition-of-key.ts'

/** Appends through an idempotent producer, one request at a time. */
export interface KafkaSender extends AsyncDisposable {
  /** On the disks of all brokers that keep it. `partitions`: of each topic. */
  send(messages: readonly NewMessage[], partitions: number): Promise<void>
}

const SEND_MS = 10_000
const RETRY_MS = 250
const CLOSE_MS = 1000
/** Of a record beside its key and value, at most. */
const RECORD_BYTES = 100
/** What a broker takes of one partition at once, as it comes. */
const REQUEST_BYTES = MESSAGE_BYTES_MAX + RECORD_BYTES

export function openKafkaSender(settings: KafkaSettings): KafkaSender {
  const names = kafkaNames(settings)
  let producer: Producer | undefined

  const connect = () =>
    new Producer({
      ...clientOptions(settings),
      idempotent: true,
      acks: ProduceAcks.ALL,
      retries: SEND_MS / RETRY_MS,
      retryDelay: RETRY_MS,
    })

  async function close(): Promise<void> {
    const closed = producer
    producer = undefined
    // A broker that is away says no goodbye: what was not acknowledged was told to who appended it.
    if (closed) await withDeadline(closed.close(true), CLOSE_MS, 'Kafka').catch(() => undefined)
  }

  return {
    async send(messages, partitions) {
      const placed = messages.map(({ topic, key, value }) => ({
        topic: names[topic],
        partition: partitionOfKey(key, partitions),
        value: Buffer.from(value),
        ...(key !== null && { key: Buffer.from(key) }),
      }))
      for (const round of rounds(placed)) {
        producer ??= connect()
        const where = `Kafka at ${settings.brokers.join(', ')}`
        try {
          await withDeadline(producer.send({ messages: round }), SEND_MS, where)
        } catch (error) {
          // It may still be trying: what comes next is not to wait behind it.
          await close()
          throw error
        }
      }
    },
    [Symbol.asyncDispose]: close,
  }
}

/** Cuts where a partition would get more at once than a broker takes. */
function* rounds(messages: readonly MessageToProduce[]): Generator<MessageToProduce[]> {
  let round: MessageToProduce[] = []
  const bytes = new Map<string, number>()
  for (const message of messages) {
    const name = `${message.topic}/${message.partition}`
    const own = message.value!.length + (message.key?.length ?? 0) + RECORD_BYTES
    const sum = (bytes.get(name) ?? 0) + own
    if (sum > REQUEST_BYTES) {
      yield round
      round = []
      bytes.clear()
    }
    round.push(message)
    bytes.set(name, round.length === 1 ? own : sum)
  }
  if (round.length > 0) yield round
}
