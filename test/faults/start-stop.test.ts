import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { urlOf } from '../../bench/first-answer.ts'

const TIMES = 20

const lake = join(mkdtempSync(join(tmpdir(), 'lakegate-start-')), 'lake')
afterAll(() => rmSync(join(lake, '..'), { recursive: true }))

/** A build each second, so that one is under way as a rule. */
const environment = {
  ...process.env,
  LAKEGATE_DUCKDB_MEMORY: '500MB',
  LAKEGATE_SCHEDULE_BUILD: '* * * * * *',
}

async function start() {
  const argv = ['start', '--json', '--port', '0', '--orders', '200', '--lake', lake]
  const parent = spawn(process.execPath, ['bin/lakegate.mjs', ...argv], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: environment,
  })
  const ended = once(parent, 'exit')
  const url = await urlOf(parent.stdout)
  // What it says from now on must not fill the pipe.
  parent.stdout.resume()
  await vi.waitFor(() => expect(childrenOf(parent)).not.toEqual([]), 20_000)
  return { parent, url, ended }
}

/** Processes that it started. */
function childrenOf({ pid }: ChildProcess): number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).split('\n')
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number))
  return pairs.filter(([, parent]) => parent === pid).map(([child]) => child!)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const gone = (pids: readonly number[]) =>
  vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), { timeout: 15_000, interval: 50 })

test(`start leaves no process behind, ended ${TIMES} times in three ways`, async () => {
  for (let round = 0; round < TIMES; round += 1) {
    const { parent, url, ended } = await start()
    const children = childrenOf(parent)
    if (round % 3 === 0) {
      parent.kill('SIGKILL')
    } else if (round % 3 === 1) {
      // It answers on, whatever happens to what is beside it.
      for (const child of children) process.kill(child, 'SIGKILL')
      expect((await fetch(`${url}/ready`)).status).toBe(200)
      parent.kill('SIGTERM')
      expect(await ended).toEqual([0, null])
    } else {
      parent.kill('SIGINT')
      expect(await ended).toEqual([0, null])
      expect(children.filter(isAlive)).toEqual([])
    }
    await gone([...children, parent.pid!])
  }
})
