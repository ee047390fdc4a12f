import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openFeed } from '../../../gateway/live/feed.ts'
import { openGroup } from '../../../gateway/live/group.ts'
import type { Member } from '../../../gateway/live/member.ts'

const BROKEN = new Error('the log broke')

test('a feed that breaks as it is joined tells whoever is joining, and begins anew for the next', async () => {
  let begun = 0
  const feed = openFeed(async () => {
    begun += 1
    return { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(BROKEN) }) }
  })
  for (const round of [1, 2]) {
    const failures: unknown[] = []
    await feed.join({ take: () => {}, fail: (error) => failures.push(error) })
    await turn()
    expect([begun, failures]).toEqual([round, [BROKEN]])
  }
})

test('whoever joins while the last listener leaves is told what comes', async () => {
  const coming = Promise.withResolvers<void>()
  const feed = openFeed(async (signal) => comes(signal))
  async function* comes(signal: AbortSignal) {
    await coming.promise
    if (!signal.aborted) yield [1]
  }
  const told: number[] = []
  const leave = await feed.join({ take: () => {}, fail: () => {} })
  const joining = feed.join({ take: (items) => void told.push(...items), fail: () => {} })
  leave()
  await joining
  coming.resolve()
  await turn()
  expect(told).toEqual([1])
})

test('whoever has caught up with a subscription that ended meanwhile is ended too', () => {
  const ended: unknown[] = []
  const group = openGroup({
    results: async () => [],
    endMember: (_, error) => void ended.push(error),
  })
  const member: Member = {
    left: new AbortController().signal,
    send: () => {},
    sendAndWait: async () => {},
    leave: () => {},
    end: () => {},
  }
  group.end(BROKEN)
  group.add(member)
  expect([ended, group.hasEnded()]).toEqual([[BROKEN], true])
})

test('events that come while nobody is told them end no subscription', () => {
  const group = openGroup({ results: async () => [], endMember: () => {} })
  group.take(Array.from({ length: 20_000 }, () => ({ root: {} })))
  expect(group.hasEnded()).toBe(false)
})
