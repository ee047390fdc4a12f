import { execFile } from 'node:child_process'

interface Ended {
  readonly code: number
  readonly out: string
  readonly error: string
}

/** Runs one command line in a process of its own. */
export function lakegate(
  argv: readonly string[],
  environment: Record<string, string> = {},
): Promise<Ended> {
  const { promise, resolve } = Promise.withResolvers<Ended>()
  const child = execFile(
    process.execPath,
    ['cli.ts', ...argv],
    { env: { ...process.env, LAKEGATE_DUCKDB_MEMORY: '500MB', ...environment } },
    (_, out, error) => resolve({ code: child.exitCode ?? -1, out, error }),
  )
  return promise
}
