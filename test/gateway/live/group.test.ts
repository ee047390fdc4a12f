import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { openBacklog } from '../../../gateway/live/backlog.ts'
import { framesOf } from '../../../gateway/live/frames.ts'
import { openGroup } from '../../../gateway/live/group.ts'
import { inTimeOrder } from '../../../gateway/live/in-time-order.ts'
import type { Member } from '../../../gateway/live/member.ts'
import { openSeenIds } from '../../../gateway/live/seen-ids.ts'
import type { Message } from '../../../lakehouse/events/event-log.ts'

/** A subscriber that remembers. */
function remembering(): Member & { readonly heard: string[] } {
  const heard: string[] = []
  const send: Member['send'] = ({ payloads }) => void heard.push(...payloads)
  const sendAndWait: Member['sendAndWait'] = async (frames) => send(frames)
  const left = new AbortController().signal
  return { heard, left, send, sendAndWait, leave: () => {}, end: () => {} }
}

test('of large results few are made at once, of small ones many', async () => {
  const sizes: number[] = []
  let length = 20_000
  const group = openGroup({
    async results(picked) {
      sizes.push(picked.length)
      return picked.map(() => 'x'.repeat(length))
    },
    endMember: () => {},
  })
  group.add(remembering())
  const take = async (count: number) => {
    sizes.length = 0
    group.take(Array.from({ length: count }, () => ({ root: {} })))
    await new Promise(setImmediate)
    return sizes
  }
  expect(await take(22)).toEqual([10, 6, 6])
  length = 1_000_000
  expect(await take(8)).toEqual([6, 1, 1])
  length = 100
  expect(await take(1502)).toEqual([1, 500, 500, 500, 1])
})

test('whoever joins is told every event that comes after, in order, and no earlier one', async () => {
  const step = fc.oneof(
    fc.record({ come: fc.integer({ min: 1, max: 700 }) }),
    fc.constant({ join: true as const }),
    fc.constant({ wait: true as const }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      let come = 0
      const joined: { readonly member: ReturnType<typeof remembering>; readonly after: number }[] =
        []
      const group = openGroup({
        async results(picked) {
          await Promise.resolve()
          return picked.map(({ root }) =>
            Object(root).n % 3 === 0 ? undefined : `${Object(root).n}`,
          )
        },
        endMember: () => {},
      })
      const join = () => {
        const member = remembering()
        joined.push({ member, after: come })
        group.add(member)
      }
      join()
      for (const each of steps) {
        if ('join' in each) join()
        else if ('wait' in each) await new Promise(setImmediate)
        else group.take(Array.from({ length: each.come }, () => ({ root: { n: (come += 1) } })))
      }
      await new Promise(setImmediate)
      for (const { member, after } of joined) {
        const due = Array.from({ length: come - after }, (_, i) => after + i + 1)
        expect(member.heard).toEqual(due.filter((n) => n % 3 !== 0).map(String))
      }
    }),
    { numRuns: 50 },
  )
})

test('what was taken is no backlog; what was not is, by frames and by bytes', () => {
  const backlog = openBacklog()
  const frames = framesOf(Array.from({ length: 1000 }, () => '{}'))
  for (let i = 0; i < 100; i++) expect(backlog.isTooLong(frames, 0)).toBe(false)
  for (let i = 1; i <= 4; i++) expect(backlog.isTooLong(frames, i * 2000)).toBe(false)
  expect(backlog.isTooLong(frames, 10_000)).toBe(true)
  expect(openBacklog().isTooLong(framesOf(['x'.repeat(2_000_000)]), 2_000_000)).toBe(true)
})

test('an id is a repeat from elsewhere in the log, while it is remembered', () => {
  const seen = openSeenIds(2)
  expect(seen.isRepeat('a', 'orders/0/1')).toBe(false)
  expect(seen.isRepeat('a', 'orders/0/1')).toBe(false)
  expect(seen.isRepeat('a', 'orders/0/2')).toBe(true)
  seen.isRepeat('b', 'orders/0/3')
  seen.isRepeat('c', 'orders/0/4')
  expect(seen.isRepeat('a', 'orders/0/2')).toBe(false)
})

const message = (partition: number, offset: bigint, at: number): Message => ({
  topic: 'orders',
  partition,
  offset,
  at,
  key: null,
  value: '',
})

test('messages of a partition keep their order, whatever its clock said', () => {
  const ordered = inTimeOrder([
    message(0, 1n, 50),
    message(0, 2n, 10),
    message(1, 7n, 40),
    message(1, 8n, 60),
  ])
  expect(ordered.map(({ partition, offset }) => `${partition}/${offset}`)).toEqual([
    '1/7',
    '0/1',
    '0/2',
    '1/8',
  ])
})
