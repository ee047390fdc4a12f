import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { z } from 'zod'

/** A gateway as people run it: a process of its own. */
export interface GatewayProcess extends AsyncDisposable {
  readonly url: string
  /** What it wrote to stderr since the start. */
  readonly logged: readonly string[]
  readonly isAlive: () => boolean
  /** Bytes that it holds in memory. */
  readonly residentBytes: () => number
  /** Ends it as Ctrl-C does; its exit code. */
  readonly stop: () => Promise<number | null>
}

const started = z.object({ url: z.string() })

/** Megabytes: what grows without end does not live in it for long. */
const HEAP = '--max-old-space-size=400'

export async function startGatewayProcess(
  lake: string,
  environment: Record<string, string>,
): Promise<GatewayProcess> {
  const argv = [HEAP, 'cli.ts', 'serve', '--json', '--port', '0', '--lake', lake]
  const child = spawn(process.execPath, argv, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  })
  const ended = once(child, 'exit')
  const logged: string[] = []
  createInterface(child.stderr).on('line', (line) => logged.push(line))
  const first = once(createInterface(child.stdout), 'line')
  const line: unknown = await Promise.race([first, ended]).then(([value]) => value)
  if (typeof line !== 'string') throw new Error(`the gateway did not start: ${logged.join('\n')}`)
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
    return child.exitCode
  }
  return {
    url: started.parse(JSON.parse(line)).url,
    logged,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    residentBytes: () =>
      Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })) *
      1024,
    stop,
    [Symbol.asyncDispose]: async () => void (await stop()),
  }
}
