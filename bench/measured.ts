import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'

export interface Measured {
  readonly wallMs: number
  /** The most memory that the process held; 0 where the system does not tell. */
  readonly rssBytes: number
}

const LOOK_EACH_MS = 100

/** Runs one lakegate command as a process of its own and measures it from outside. */
export async function run(
  argv: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Measured> {
  const started = performance.now()
  const env = { ...process.env, ...environment }
  const child = spawn(process.execPath, ['cli.ts', ...argv], { stdio: 'inherit', env })
  const ended = once(child, 'exit')
  let rssBytes = 0
  while (child.exitCode === null && child.signalCode === null) {
    rssBytes = Math.max(rssBytes, await peakOf(child.pid))
    await Promise.race([ended, delay(LOOK_EACH_MS)])
  }
  if (child.exitCode !== 0)
    throw new Error(`lakegate ${argv.join(' ')} ended with ${child.exitCode ?? child.signalCode}`)
  return { wallMs: performance.now() - started, rssBytes }
}

/** Bytes of memory that a process holds now. Linux. */
export function rssOf(pid: number): Promise<number> {
  return bytesOf(pid, /VmRSS:\s+(\d+) kB/)
}

/** Linux keeps the high-water mark of each process. */
function peakOf(pid: number | undefined): Promise<number> {
  return bytesOf(pid, /VmHWM:\s+(\d+) kB/)
}

/** 0 where the system does not tell. */
async function bytesOf(pid: number | undefined, figure: RegExp): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(figure.exec(status)?.[1] ?? 0) * 1024
}
