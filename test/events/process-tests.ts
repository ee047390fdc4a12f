import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { TrialLog } from './event-log-tests.ts'
import { batchesOf, messagesOf, told } from './follow.ts'

const run = promisify(execFile)
const SCRIPT = fileURLToPath(import.meta.resolve('./append-process.ts'))

export function processTests(open: () => Promise<TrialLog>): void {
  describe('processes', () => {
    test('several append at once while another follows: nothing is lost, doubled or seen out of order', async () => {
      await using log = await open()
      const keys = ['first', 'second', 'third']
      const following = batchesOf(log, { batchSize: 50 }, ({ length }) => length >= 900)
      const appending = keys.map((key) =>
        run(process.execPath, [SCRIPT, JSON.stringify(log.settings), key, '30', '10']),
      )
      const [batches] = await Promise.all([following, ...appending])
      const found = batches.flatMap(({ messages }) => messages)
      for (const key of keys)
        expect(found.filter((message) => message.key === key).map(({ value }) => value)).toEqual(
          told(key, 300).map(({ value }) => value),
        )
      expect(found).toHaveLength(900)
    })

    test('an appender that is killed loses nothing that was acknowledged, and leaves nothing in part', async () => {
      await using log = await open()
      const size = 20
      const settings = JSON.stringify(log.settings)
      const child = spawn(process.execPath, [SCRIPT, settings, 'killed', '100000', String(size)])
      const exited = once(child, 'exit')
      let acknowledged = 0
      for await (const _line of createInterface({ input: child.stdout }))
        if (++acknowledged === 40) child.kill('SIGKILL')
      await exited
      expect(acknowledged).toBeGreaterThanOrEqual(40)
      const ranges = await log.partitions()
      const kept = ranges.reduce((sum, { nextOffset }) => sum + Number(nextOffset), 0)
      expect(kept).toBeGreaterThanOrEqual(acknowledged * size)
      expect(kept % size).toBe(0)
      const found = await messagesOf(log, kept)
      expect(found.map(({ value }) => value)).toEqual(
        told('killed', found.length).map(({ value }) => value),
      )
    })
  })
}
