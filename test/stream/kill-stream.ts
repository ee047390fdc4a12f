import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'

export interface KilledStream {
  readonly lake: string
  readonly kills: number
  /** Configuration beside the usual: where the log is. */
  readonly environment?: Readonly<Record<string, string>>
  /** Called between two lives. */
  readonly between?: (life: number) => Promise<void>
  /** Takes the log away during one more life, brings it back, and appends what that life must commit. */
  readonly outage?: () => Promise<void>
}

/** Longest time that a life has after its first commit. */
const LIFE_MS = 400

/**
 * Runs `lakegate stream` and kills it at a random moment after its first commit, so many times; then lets it take what is left.
 * Gives how many commits its lives told of.
 */
export async function killStream(stream: KilledStream): Promise<number> {
  let commits = 0
  for (let life = 0; life < stream.kills; life++) {
    const running = start(stream)
    const ended = once(running, 'exit')
    const { promise, resolve } = Promise.withResolvers<void>()
    createInterface({ input: running.stdout! }).on('line', (line) => {
      if (!line.includes('"committed"')) return
      commits++
      resolve()
    })
    await Promise.race([promise, ended])
    await delay(Math.random() * LIFE_MS)
    running.kill('SIGKILL')
    await ended
    if (running.signalCode !== 'SIGKILL') throw new Error(`it ended by itself: ${running.exitCode}`)
    await stream.between?.(life)
  }
  if (stream.outage) await outlives(stream, stream.outage)
  const last = start(stream, '--once')
  last.stdout!.resume()
  await once(last, 'exit')
  if (last.exitCode !== 0) throw new Error(`the last life failed: ${last.exitCode}`)
  return commits
}

/** A life that commits before an outage, and after it. */
async function outlives(stream: KilledStream, outage: () => Promise<void>): Promise<void> {
  const running = start(stream)
  const ended = once(running, 'exit')
  const reader = createInterface({ input: running.stdout! })
  const committed = async () => {
    for (let line = ''; !line.includes('"committed"');) {
      const told: readonly unknown[] = await Promise.race([once(reader, 'line'), ended])
      if (running.exitCode !== null) throw new Error(`it ended by itself: ${running.exitCode}`)
      line = String(told[0])
    }
  }
  await committed()
  await outage()
  await committed()
  running.kill('SIGKILL')
  await ended
}

function start({ lake, environment }: KilledStream, ...options: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['cli.ts', 'stream', '--json', '--lake', lake, ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      // Some hundred commits, so that lives end everywhere between them.
      LAKEGATE_STREAM_COMMIT_EVENTS: '2000',
      ...environment,
    },
  })
}
