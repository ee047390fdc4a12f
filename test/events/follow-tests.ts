import { describe, expect, test } from 'vitest'
import { type Message, partitionName } from '../../lakehouse/events/event-log.ts'
import { partitionOfKey } from '../../lakehouse/events/partition-of-key.ts'
import { TOPICS } from '../../lakehouse/events/topics.ts'
import { code } from '../engines/sales.ts'
import type { TrialLog } from './event-log-tests.ts'
import { batchesOf, messagesOf, told } from './follow.ts'

const KEYS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

/** Keys that lie in partitions of their own. */
const [LONG, SHORT] = ['a', KEYS.find((key) => partitionOfKey(key, 4) !== partitionOfKey('a', 4))!]

const placeOf = (message: Message) => `${partitionName(message)} ${message.offset}`

export function followTests(open: () => Promise<TrialLog>): void {
  describe('following', () => {
    test.each([1, 7, 100])(
      'who stops and goes on from its positions gets each message once: batches of %i',
      async (batchSize) => {
        await using log = await open()
        await log.append(KEYS.flatMap((key) => told(key, 10)))
        const positions = new Map<string, bigint>()
        const found: Message[] = []
        while (found.length < 80) {
          const count = Math.min(20, 80 - found.length)
          const some = await messagesOf(log, count, { from: positions, batchSize })
          for (const message of some) positions.set(partitionName(message), message.offset + 1n)
          found.push(...some)
        }
        expect(new Set(found.map(placeOf)).size).toBe(80)
        expect(found).toHaveLength(80)
        for (const key of KEYS)
          expect(found.filter((message) => message.key === key).map(({ value }) => value)).toEqual(
            told(key, 10).map(({ value }) => value),
          )
      },
    )

    test('no batch is larger than asked, and all are full while there is enough', async () => {
      await using log = await open()
      await log.append(KEYS.flatMap((key) => told(key, 50)))
      const batches = await batchesOf(log, { batchSize: 90 }, ({ length }) => length >= 400)
      const sizes = batches.map(({ messages }) => messages.length).filter((size) => size > 0)
      expect(sizes).toEqual([90, 90, 90, 90, 40])
    })

    test('a long partition does not keep a short one waiting, and is named as unread', async () => {
      await using log = await open()
      await log.append([...told(LONG, 500), ...told(SHORT, 10)])
      const batches = await batchesOf(log, { batchSize: 20 }, ({ length }) => length >= 510)
      const [first] = batches.filter(({ messages }) => messages.length > 0)
      expect(first!.messages.filter(({ key }) => key === SHORT)).toHaveLength(10)
      expect([...first!.unread]).toEqual([`orders/${partitionOfKey(LONG, 4)}`])
      expect([...batches.at(-1)!.unread]).toEqual([])
    })

    test('from the end on, only what is appended later is given', async () => {
      await using log = await open()
      await log.append(told('before', 5))
      let appending: PromiseLike<void> | undefined
      const batches = await batchesOf(log, { from: 'end' }, ({ length }) => {
        appending ??= log.append(told('after', 1))
        return length > 0
      })
      await appending
      expect(batches.flatMap(({ messages }) => messages).map(({ key }) => key)).toEqual(['after'])
    })

    test('of the topics that are followed, no other is given', async () => {
      await using log = await open()
      await log.append(TOPICS.map((topic) => ({ topic, key: 'k', value: topic })))
      const found = await messagesOf(log, 2, { topics: ['orders', 'dead_letters'] })
      expect(found.map(({ value }) => value).toSorted()).toEqual(['dead_letters', 'orders'])
    })

    test('while nothing comes, an empty batch comes each quarter of a second', async () => {
      await using log = await open()
      let since: number | undefined
      const batches = await batchesOf(log, {}, () => {
        since ??= performance.now()
        return performance.now() - since > 1500
      })
      expect(batches.length).toBeGreaterThanOrEqual(4)
      expect(batches.length).toBeLessThanOrEqual(8)
      expect(batches.every(({ messages, unread }) => messages.length + unread.size === 0)).toBe(
        true,
      )
    })

    test('a position that was never there is refused', async () => {
      await using log = await open()
      await log.append(told('k', 3))
      const from = new Map([[`orders/${partitionOfKey('k', 4)}`, 4n]])
      await expect(messagesOf(log, 1, { from })).rejects.toEqual(code('POSITION_EXPIRED'))
    })

    test('who follows slowly is told that what it had not read ran out', async () => {
      await using log = await open()
      // More than a broker gives at once.
      const value = 'v'.repeat(1000)
      await log.append(told('k', 2000).map((message) => ({ ...message, value })))
      const signal = AbortSignal.timeout(20_000)
      const options = { topics: ['orders'], from: new Map(), batchSize: 1, signal } as const
      const reading = async () => {
        let isExpired = false
        for await (const { messages } of log.follow(options)) {
          if (messages.length > 0 && !isExpired) {
            isExpired = true
            await log.expire()
          }
        }
      }
      await expect(reading()).rejects.toEqual(code('POSITION_EXPIRED'))
    })

    test('following ends with its signal, and with the log', async () => {
      const log = await open()
      const ending = new AbortController()
      const untilSignal = await batchesOf(log, { signal: ending.signal }, () => {
        ending.abort()
        return false
      })
      let closing: PromiseLike<void> | undefined
      const untilClosed = await batchesOf(log, {}, () => {
        closing = log[Symbol.asyncDispose]()
        return false
      })
      await closing
      expect([untilSignal.length, untilClosed.length]).toEqual([1, 1])
    })
  })
}
