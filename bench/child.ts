import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'

export interface Child extends AsyncDisposable {
  readonly pid: number
  readonly stdin: Writable
  readonly stdout: Readable
}

export interface ChildOptions {
  /** Beside the variables of this process. */
  readonly environment?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** Default: the user of this process. */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined
}

/** A process that runs until it is let go of; what it writes to stderr is seen. */
export function startChild(
  command: string,
  argv: readonly string[],
  { environment = {}, cwd, user }: ChildOptions = {},
): Child {
  const child = spawn(command, argv, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
    ...(cwd === undefined ? {} : { cwd }),
    ...user,
  })
  if (child.pid === undefined) throw new Error(`${command} cannot be run`)
  return {
    pid: child.pid,
    stdin: child.stdin,
    stdout: child.stdout,
    [Symbol.asyncDispose]: () => stop(child),
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}
