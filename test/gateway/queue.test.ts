import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { openQueue } from '../../gateway/questions/queue.ts'

const CALL = { signal: new AbortController().signal }

/** Work that ends when it is told to. */
function held() {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { work: () => promise, end: resolve }
}

test('callers take turns, however much one of them asks', async () => {
  const queue = openQueue({ atOnce: 1, waitingMax: 100 })
  const order: string[] = []
  const first = held()
  const all = [
    queue.run('busy', CALL, first.work),
    ...['busy', 'busy', 'busy', 'a', 'b', 'a'].map((caller) =>
      queue.run(caller, CALL, async () => void order.push(caller)),
    ),
  ]
  first.end()
  await Promise.all(all)
  expect(order).toEqual(['busy', 'a', 'b', 'busy', 'a', 'busy'])
})

test('all that is asked runs once, and never more at once than allowed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.record({ caller: fc.constantFrom('a', 'b', 'c'), fails: fc.boolean() })),
      async (atOnce, asked) => {
        const queue = openQueue({ atOnce, waitingMax: 1000 })
        let running = 0
        let ran = 0
        const ended = await Promise.allSettled(
          asked.map(({ caller, fails }) =>
            queue.run(caller, CALL, async () => {
              running += 1
              expect(running).toBeLessThanOrEqual(atOnce)
              await Promise.resolve()
              running -= 1
              ran += 1
              if (fails) throw new Error('on purpose')
            }),
          ),
        )
        expect(ended.map(({ status }) => status === 'rejected')).toEqual(
          asked.map(({ fails }) => fails),
        )
        expect([ran, running, queue.waiting()]).toEqual([asked.length, 0, 0])
      },
    ),
  )
})

test('who gives up waiting makes room, and what it asked never starts', async () => {
  const queue = openQueue({ atOnce: 1, waitingMax: 1 })
  const first = held()
  const running = queue.run('a', CALL, first.work)
  const leaving = new AbortController()
  const left = queue.run('a', { signal: leaving.signal }, () => Promise.reject(new Error('it ran')))
  await expect(queue.run('a', CALL, async () => {})).rejects.toThrow('too many questions wait')
  const late = queue.run('b', { ...CALL, deadlineMs: 20 }, async () => {})
  leaving.abort()
  await expect(left).rejects.toMatchObject({ code: 'QUERY_CANCELLED' })
  await expect(late).rejects.toMatchObject({ code: 'QUERY_TIMEOUT' })
  expect(queue.waiting()).toBe(0)
  first.end()
  await running
  expect(await queue.run('a', CALL, async () => 'next')).toBe('next')
})
