import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { type Child, startChild } from '../child.ts'
import { cpuMs } from '../cpu.ts'
import { rssOf } from '../measured.ts'

/** A server of subscriptions, in a process of its own. */
export interface Served {
  readonly name: string
  readonly url: string
  readonly pid: number
}

export interface Trial {
  readonly way: 'sse' | 'ws' | 'stalled'
  readonly subscribers: number
  readonly rate: number
  readonly seconds: number
  readonly document: string
  /** Characters that each event has beside what is asked for. */
  readonly padding: number
}

export interface Heard {
  /** Of those that should have been. */
  readonly share: number
  readonly perSecond: number
  /** Milliseconds from the append to the subscriber. */
  readonly p50: number
  readonly p99: number
  /** Of the server's process, a delivery. */
  readonly cpuMicros: number
  /** What the server grew by when they came, each. */
  readonly kibEach: number
}

const counted = z.object({
  delivered: z.number(),
  p50: z.number().nullable(),
  p99: z.number().nullable(),
})

/** Lets so many subscribe, appends so many events a second, and counts what they hear. */
export async function tried(served: Served, lake: string, trial: Trial): Promise<Heard> {
  const before = await rssOf(served.pid)
  await using listening = await listeners(served, trial)
  const grown = (await rssOf(served.pid)) - before
  const cpuBefore = cpuMs([served.pid])
  const made = await produced(lake, trial)
  await delay(SETTLE_MS)
  const cpu = cpuMs([served.pid]) - cpuBefore
  const { delivered, p50, p99 } = await listening.counted()
  return {
    share: delivered / (made * trial.subscribers),
    perSecond: delivered / trial.seconds,
    p50: p50 ?? Number.NaN,
    p99: p99 ?? Number.NaN,
    cpuMicros: (cpu * 1000) / delivered,
    kibEach: grown / 1024 / trial.subscribers,
  }
}

const SETTLE_MS = 1000

interface Listening extends AsyncDisposable {
  /** Ends them. */
  readonly counted: () => Promise<z.infer<typeof counted>>
}

/** Resolves when all of them have subscribed. */
export async function listeners(
  { url }: Pick<Served, 'url'>,
  { way, subscribers, document }: Pick<Trial, 'way' | 'subscribers' | 'document'>,
): Promise<Listening> {
  const child = startChild(process.execPath, [
    'bench/live/listeners.ts',
    url,
    way,
    String(subscribers),
    document,
  ])
  const lines = linesOf(child)
  await lines.next()
  return {
    async counted() {
      child.stdin.end()
      return counted.parse(JSON.parse(String((await lines.next()).value)))
    },
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  }
}

const produce = z.object({ made: z.number() })

/** Gives how many were appended. */
async function produced(
  lake: string,
  { rate, seconds, padding }: Pick<Trial, 'rate' | 'seconds' | 'padding'>,
): Promise<number> {
  const argv = ['bench/live/producer.ts', lake, String(rate), String(seconds), String(padding)]
  await using child = startChild(process.execPath, argv)
  const { value } = await linesOf(child).next()
  return produce.parse(JSON.parse(String(value))).made
}

function linesOf({ stdout }: Child): AsyncIterator<string> {
  return createInterface(stdout)[Symbol.asyncIterator]()
}
