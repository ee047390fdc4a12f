import { describe, expect, test } from 'vitest'
import { MESSAGE_BYTES_MAX } from '../../lakehouse/events/event-log.ts'
import { partitionOfKey } from '../../lakehouse/events/partition-of-key.ts'
import { TOPICS } from '../../lakehouse/events/topics.ts'
import { code } from '../engines/sales.ts'
import type { TrialLog } from './event-log-tests.ts'
import { messagesOf, told } from './follow.ts'

const MINUTE = 60_000

export function keepTests(open: () => Promise<TrialLog>): void {
  describe('keeping', () => {
    test('every topic has its partitions, and none has a message', async () => {
      await using log = await open()
      const ranges = await log.partitions()
      expect(ranges).toEqual(
        TOPICS.toSorted().flatMap((topic) =>
          [0, 1, 2, 3].map((partition) => ({ topic, partition, firstOffset: 0n, nextOffset: 0n })),
        ),
      )
    })

    test('what is appended is read as it was: broken, empty, foreign, large', async () => {
      await using log = await open()
      const values = ['{"broken', '', '\u0000\u0001\uFFFF', 'ação 😀', 'x'.repeat(999_000)]
      const keys = [null, '', 'ção', '\u0000', 'k'.repeat(500)]
      const messages = values.map((value, index) => ({
        topic: 'page_views' as const,
        key: keys[index]!,
        value,
      }))
      await log.append(messages)
      const found = await messagesOf(log, messages.length)
      expect(found).toHaveLength(messages.length)
      for (const { value, key } of messages) {
        const same = found.find((message) => message.value === value)
        expect(same?.key).toBe(key)
        expect(same?.topic).toBe('page_views')
        expect(Math.abs(Date.now() - same!.at)).toBeLessThan(MINUTE)
      }
    })

    test('messages of a key lie in one partition, the same of every topic, in the order of their telling', async () => {
      await using log = await open()
      const keys = Array.from({ length: 20 }, (_, index) => `visit-${index}`)
      for (let turn = 0; turn < 5; turn++)
        await log.append(
          keys.flatMap((key) =>
            TOPICS.map((topic) => ({ topic, key, value: `${key} ${topic} ${turn}` })),
          ),
        )
      const found = await messagesOf(log, keys.length * TOPICS.length * 5)
      for (const key of keys) {
        const own = found.filter((message) => message.key === key)
        expect(new Set(own.map(({ partition }) => partition))).toEqual(
          new Set([partitionOfKey(key, 4)]),
        )
        for (const topic of TOPICS)
          expect(
            own.filter((message) => message.topic === topic).map(({ value }) => value),
          ).toEqual([0, 1, 2, 3, 4].map((turn) => `${key} ${topic} ${turn}`))
      }
    })

    test('messages without a key go to all partitions', async () => {
      await using log = await open()
      await log.append(told(null, 200))
      const found = await messagesOf(log, 200)
      expect(new Set(found.map(({ partition }) => partition)).size).toBe(4)
    })

    test('who append at once are all kept, a large append in its order', async () => {
      await using log = await open()
      const many = Array.from({ length: 100 }, (_, index) => log.append(told(`one-${index}`, 1)))
      const large = log.append(told('large', 2500))
      await Promise.all([...many, large])
      const found = await messagesOf(log, 2600, { topics: ['orders'] })
      expect(new Set(found.map(({ value }) => value)).size).toBe(2600)
      expect(found.filter(({ key }) => key === 'large').map(({ value }) => value)).toEqual(
        told('large', 2500).map(({ value }) => value),
      )
    })

    test('a message that is too large is refused, and what comes with it is not kept', async () => {
      await using log = await open()
      const large = { topic: 'orders' as const, key: 'k', value: 'é'.repeat(MESSAGE_BYTES_MAX / 2) }
      await expect(log.append([...told('k', 1), large])).rejects.toEqual(code('MESSAGE_TOO_LARGE'))
      await log.append(told('after', 1))
      expect((await messagesOf(log, 1)).map(({ key }) => key)).toEqual(['after'])
    })

    test('a partition is read from an offset on', async () => {
      await using log = await open()
      await log.append(told('k', 30))
      const place = { topic: 'orders', partition: partitionOfKey('k', 4) } as const
      const page = await log.read(place, 10n, 5)
      expect(page.map(({ offset, value }) => [offset, value])).toEqual(
        [10, 11, 12, 13, 14].map((index) => [BigInt(index), `k ${index}`]),
      )
      expect(await log.read(place, 28n, 100)).toHaveLength(2)
      expect(await log.read(place, 30n, 100)).toEqual([])
      await expect(log.read(place, 31n, 1)).rejects.toEqual(code('POSITION_EXPIRED'))
    })

    test('what ran out is forgotten, its offsets are not given again', async () => {
      await using log = await open()
      await log.append(told('k', 1200))
      const { partition } = (await messagesOf(log, 1200))[0]!
      await log.expire()
      const range = (await log.partitions()).find(
        (each) => each.topic === 'orders' && each.partition === partition,
      )
      expect(range).toMatchObject({ firstOffset: 1200n, nextOffset: 1200n })
      await expect(log.read({ topic: 'orders', partition }, 5n, 1)).rejects.toEqual(
        code('POSITION_EXPIRED'),
      )
      const from = new Map([[`orders/${partition}`, 5n]])
      await expect(messagesOf(log, 1, { from })).rejects.toEqual(code('POSITION_EXPIRED'))
      await log.append(told('k', 1))
      expect((await messagesOf(log, 1)).map(({ offset }) => offset)).toEqual([1200n])
    })
  })
}
