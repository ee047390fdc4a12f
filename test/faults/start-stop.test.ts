import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { urlOf } from '../../bench/first-answer.ts'

const TIMES = 7

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

type Started = Awaited<ReturnType<typeof start>>

/** What happens to it; gives how it ended. */
const FATES = {
  'it is killed': ({ parent, ended }: Started) => {
    parent.kill('SIGKILL')
    return ended
  },
  'all that is beside it is killed, and it answers on until it is ended': async (all: Started) => {
    for (const child of childrenOf(all.parent)) process.kill(child, 'SIGKILL')
    expect((await fetch(`${all.url}/ready`)).status).toBe(200)
    all.parent.kill('SIGTERM')
    return await all.ended
  },
  'Ctrl-C ends it': ({ parent, ended }: Started) => {
    parent.kill('SIGINT')
    return ended
  },
}

test.each(Object.entries(FATES))(
  `lakegate start leaves no process behind where %s, ${TIMES} times`,
  async (fate, meet) => {
    for (let round = 0; round < TIMES; round += 1) {
      const started = await start()
      const processes = [...childrenOf(started.parent), started.parent.pid!]
      const isKilled = fate === 'it is killed'
      expect(await meet(started)).toEqual(isKilled ? [null, 'SIGKILL'] : [0, null])
      await gone(processes)
    }
  },
  10 * 60_000,
)
