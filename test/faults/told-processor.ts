import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { z } from 'zod'

/** `lakegate stream` as a process of its own, and what it said. */
export interface ToldProcessor extends AsyncDisposable {
  readonly commits: readonly { readonly batch: number; readonly events: number }[]
  /** Everything else that it said. */
  readonly notes: readonly string[]
  /** Ends it as a person does. Errors: it had ended before, or did not end well. */
  readonly stop: () => Promise<void>
}

const committed = z.object({ kind: z.literal('committed'), batch: z.number(), events: z.number() })

export function startProcessor(lake: string): ToldProcessor {
  const commits: z.infer<typeof committed>[] = []
  const notes: string[] = []
  const child = spawn(process.execPath, ['cli.ts', 'stream', '--json', '--lake', lake], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LAKEGATE_STREAM_COMMIT_SECONDS: '1' },
  })
  const ended = once(child, 'exit')
  createInterface({ input: child.stdout }).on('line', (line) => {
    const commit = committed.safeParse(JSON.parse(line))
    if (commit.success) commits.push(commit.data)
    else notes.push(line)
  })
  createInterface({ input: child.stderr }).on('line', (line) => notes.push(line))

  async function end(): Promise<void> {
    child.kill('SIGTERM')
    await ended
  }

  return {
    commits,
    notes,
    async stop() {
      if (child.exitCode !== null) throw new Error(`it ended by itself: ${notes.join('\n')}`)
      await end()
      if (child.exitCode !== 0) throw new Error(`it ended badly: ${notes.join('\n')}`)
    },
    [Symbol.asyncDispose]: end,
  }
}
