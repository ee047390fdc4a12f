import { beforeAll, expect, test } from 'vitest'
import { openReading } from '../../../gateway/live/reading.ts'
import { resume } from '../../../gateway/live/resume.ts'
import { partitionName } from '../../../lakehouse/events/event-log.ts'
import { type LakeWithLog, lakeWithLog } from './lake-with-log.ts'

let shop: LakeWithLog
beforeAll(async () => {
  shop = await lakeWithLog()
  return () => shop[Symbol.asyncDispose]()
})

test('offsets that no message has do not keep a subscriber from catching up', async () => {
  await shop.buy(['g1', 'g2'])
  const ends = new Map(
    (await shop.log.partitions()).map((range) => [partitionName(range), range.nextOffset + 1n]),
  )
  const told: string[] = []
  let isCaughtUp = false
  await resume(
    {
      topics: ['orders'],
      after: new Map(),
      signal: AbortSignal.timeout(10_000),
      take: async (items) => void told.push(...items.map(({ event }) => String(event?.eventId))),
      caughtUp: () => (isCaughtUp = true),
    },
    { log: shop.log, read: openReading(), feedAt: (name) => ends.get(name)! },
  )
  expect([told, isCaughtUp]).toEqual([['g1', 'g2'], true])
})
