import { expect, test } from 'vitest'
import { readBack } from '../../lakehouse/events/read-back.ts'
import { openTemporaryLog } from './temporary-log.ts'

test('a partition is read from its newest message back, without what comes meanwhile', async () => {
  await using log = await openTemporaryLog()
  const say = (values: readonly number[]) =>
    log.append(values.map((value) => ({ topic: 'orders', key: 'k', value: `${value}` })))
  const numbers = Array.from({ length: 1203 }, (_, i) => i)
  await say(numbers)
  const range = (await log.partitions()).find(
    ({ topic, nextOffset }) => topic === 'orders' && nextOffset > 0n,
  )!
  const read: number[] = []
  for await (const { value } of readBack(log, range)) {
    if (read.length === 0) await say([9999])
    read.push(Number(value))
  }
  expect(read).toEqual(numbers.toReversed())
  const empty = { ...range, nextOffset: range.firstOffset }
  expect(await Array.fromAsync(readBack(log, empty))).toEqual([])
})
