import { type MessageToProduce, Producer } from '@platformatic/kafka'
import { describe, expect, test } from 'vitest'
import { openEventLog } from '../../lakehouse/events/open-event-log.ts'
import { code } from '../engines/sales.ts'
import { messagesOf, told } from '../events/follow.ts'
import type { Broker } from './broker.ts'
import { openTrial, trialSettings, withAdmin } from './trial.ts'

/** What others made, and write. */
export function foreignTests(broker: () => Broker): void {
  const produce = async (options: object, run: (producer: Producer) => Promise<unknown>) => {
    const bootstrapBrokers = broker().brokers
    const producer = new Producer({ clientId: 'others', bootstrapBrokers, acks: -1, ...options })
    await run(producer)
    await producer.close()
  }

  describe('what others write', () => {
    test.each(['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const)(
      'is read, compressed or not: %s',
      async (compression) => {
        await using log = await openTrial(broker().brokers)
        await log.partitions()
        const topic = log.settings.kafka.topics.orders
        const messages = Array.from({ length: 300 }, (_, index) => ({
          topic,
          partition: 2,
          key: Buffer.from('k'),
          value: Buffer.from(`value ${index}`),
        }))
        await produce({ compression }, (producer) => producer.send({ messages }))
        const found = await messagesOf(log, 300, { batchSize: 100 })
        expect(found.map(({ value }) => value)).toEqual(messages.map(({ value }) => String(value)))
        expect(await log.read({ topic: 'orders', partition: 2 }, 290n, 100)).toHaveLength(10)
      },
    )

    test('has no value, no key, or one that is no text: it is given all the same', async () => {
      await using log = await openTrial(broker().brokers)
      await log.partitions()
      const topic = log.settings.kafka.topics.orders
      const messages: MessageToProduce[] = [
        { topic, partition: 0, key: Buffer.from([0xff, 0xfe]), value: Buffer.from('bytes') },
        { topic, partition: 0, value: Buffer.from('keyless') },
        { topic, partition: 0, key: Buffer.from('k') },
      ]
      await produce({}, (producer) => producer.send({ messages }))
      const found = await messagesOf(log, 3)
      expect(found.map(({ key, value }) => [key, value])).toEqual([
        ['\uFFFD\uFFFD', 'bytes'],
        [null, 'keyless'],
        ['k', ''],
      ])
    })

    test('in a transaction counts once it is committed, and never when it is given up', async () => {
      await using log = await openTrial(broker().brokers)
      await log.partitions()
      const topic = log.settings.kafka.topics.orders
      const write = (value: string, isKept: boolean) =>
        produce({ idempotent: true, transactionalId: value }, async (producer) => {
          const transaction = await producer.beginTransaction()
          for (let part = 0; part < 3; part++)
            await transaction.send({
              messages: [{ topic, partition: 1, value: Buffer.from(`${value} ${part}`) }],
            })
          await (isKept ? transaction.commit() : transaction.abort())
        })
      await write('kept', true)
      await write('given up', false)
      await write('kept too', true)
      const found = await messagesOf(log, 6, { batchSize: 2 })
      expect(found.map(({ value }) => value)).toEqual(
        ['kept', 'kept too'].flatMap((name) => [0, 1, 2].map((part) => `${name} ${part}`)),
      )
      expect(await log.read({ topic: 'orders', partition: 1 }, 0n, 100)).toHaveLength(6)
      const last = found.at(-1)!.offset + 1n
      const positions = new Map([['orders/1', last]])
      await log.append(told('k', 1))
      expect((await messagesOf(log, 1, { from: positions })).map(({ key }) => key)).toEqual(['k'])
    })
  })

  describe('topics that are there', () => {
    test('keep their partitions, and those that are made get as many', async () => {
      const settings = trialSettings(broker().brokers)
      const topics = [settings.kafka.topics.orders]
      await withAdmin(broker().brokers, (admin) => admin.createTopics({ topics, partitions: 3 }))
      await using log = await openEventLog('not needed', settings)
      const ranges = await log.partitions()
      expect(ranges).toHaveLength(15)
    })

    test('with different numbers of partitions are refused, and named', async () => {
      const settings = trialSettings(broker().brokers)
      const { orders, pageViews } = settings.kafka.topics
      await withAdmin(broker().brokers, async (admin) => {
        await admin.createTopics({ topics: [orders], partitions: 3 })
        await admin.createTopics({ topics: [pageViews], partitions: 2 })
      })
      await using log = await openEventLog('not needed', settings)
      await expect(log.append(told('k', 1))).rejects.toEqual(code('PROTOCOL_UNSUPPORTED'))
      await expect(log.partitions()).rejects.toThrow(`${pageViews} 2`)
    })

    test('are made once by processes that come at the same time', async () => {
      const settings = trialSettings(broker().brokers)
      const logs = await Promise.all([1, 2, 3].map(() => openEventLog('not needed', settings)))
      await Promise.all(logs.map((log, index) => log.append(told(`k${index}`, 1))))
      expect(await messagesOf(logs[0]!, 3)).toHaveLength(3)
      for (const log of logs) await log[Symbol.asyncDispose]()
    })
  })
}
