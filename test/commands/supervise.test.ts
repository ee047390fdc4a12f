import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, test, vi } from 'vitest'
import { runChild } from '../../commands/child-process.ts'
import { supervise } from '../../commands/supervise.ts'

const script = new URL('child-script.ts', import.meta.url)

/** A child that is supervised, with what it and its supervisor say. */
function supervised(deed: string) {
  const stop = new AbortController()
  const { signal } = stop
  const lines: string[] = []
  const told: string[] = []
  const run = (onWord: (line: string) => void) =>
    runChild({
      argv: [deed],
      environment: {},
      signal,
      script,
      onWord,
      onLine: (line) => lines.push(line),
    })
  const ended = supervise({
    name: 'stream',
    run,
    signal,
    report: (message) => told.push(message),
    firstDelayMs: 20,
  })
  const pids = () => lines.flatMap((line) => (/^pid (\d+)$/.exec(line) ?? []).slice(1).map(Number))
  return { stop, lines, told, ended, pids }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('a child that is killed is started again, and ended with its supervisor', async () => {
  const { stop, lines, told, ended, pids } = supervised('work')
  await vi.waitFor(() => expect(pids()).toHaveLength(1), 5000)
  process.kill(pids()[0]!, 'SIGKILL')
  await vi.waitFor(() => expect(pids()).toHaveLength(2), 5000)
  expect(told).toEqual(['stream ended (SIGKILL) and is started again in 0.02 s'])
  stop.abort()
  await ended
  expect(lines.at(-1)).toBe('ended cleanly')
  expect(pids().filter(isAlive)).toEqual([])
})

test('one that fails again and again waits longer each time, and what it says is told once', async () => {
  const { stop, told, ended } = supervised('fail')
  await vi.waitFor(() => expect(told.length).toBeGreaterThan(3), 10_000)
  stop.abort()
  await ended
  expect(told.slice(0, 4)).toEqual([
    'stream: the disk is full',
    'stream ended (exit code 1) and is started again in 0.02 s',
    'stream ended (exit code 1) and is started again in 0.04 s',
    'stream ended (exit code 1) and is started again in 0.08 s',
  ])
})

test('one that was called wrongly is not started again', async () => {
  const { told, ended } = supervised('misuse')
  await ended
  expect(told).toEqual([
    "stream: unknown command 'strem'",
    'stream ended (exit code 2) and is not started again',
  ])
})

test('a child whose parent is killed ends by itself', async () => {
  const parent = spawn(process.execPath, [new URL('parent-script.ts', import.meta.url).pathname])
  let pid = 0
  for await (const line of createInterface(parent.stdout)) {
    pid = Number(line.split(' ')[1])
    break
  }
  expect(isAlive(pid)).toBe(true)
  parent.kill('SIGKILL')
  await once(parent, 'exit')
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 5000)
})
