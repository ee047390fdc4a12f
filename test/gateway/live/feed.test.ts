import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openFeed } from '../../../gateway/live/feed.ts'

const fail = () => {}

test('who joins while the last one leaves is told what comes', async () => {
  const feed = openFeed<number>(async (signal) => numbers(signal))
  const leave = await feed.join({ take: () => {}, fail })
  const taken: number[] = []
  const joining = feed.join({ take: (items) => taken.push(...items), fail })
  leave()
  const leaveToo = await joining
  await expect.poll(() => taken.length).toBeGreaterThan(1)
  leaveToo()
})

async function* numbers(signal: AbortSignal) {
  for (let i = 0; !signal.aborted; i++) {
    yield [i]
    await delay(1)
  }
}
