import { execFile, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'

const run = promisify(execFile)

const ROOT = join(import.meta.dirname, '..', '..')
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024

/** What one model gave on Spark, held against what it gave on DuckDB. */
const comparison = z.object({
  shop: z.string(),
  model: z.string(),
  cells: z.number(),
  seconds: z.number(),
  differences: z.array(z.string()),
})

export type Comparison = z.infer<typeof comparison>

/** The Python that can start Spark; undefined when there is none, and standard error says how to get it. */
export function findSpark(): string | undefined {
  const venv = join(ROOT, '.venv', 'bin', 'python')
  const python = process.env['LAKEGATE_PYTHON'] ?? (existsSync(venv) ? venv : 'python3')
  if (spawnSync('java', ['-version']).status !== 0) {
    console.error('test:parity is skipped: there is no java; install a JRE of version 17 or 21')
    return undefined
  }
  if (spawnSync(python, ['-c', 'import pyspark, pyarrow']).status === 0) return python
  console.error(
    `test:parity is skipped: ${python} cannot import pyspark; ` +
      'python3 -m venv .venv && .venv/bin/pip install pyspark==4.2.1 pyarrow==26.0.1',
  )
  return undefined
}

/** Runs every model of the exported shops on one local Spark. */
export async function compareOnSpark(
  python: string,
  shops: readonly string[],
): Promise<Comparison[]> {
  const script = join(import.meta.dirname, 'spark_models.py')
  const { stdout } = await run(python, [script, ROOT, ...shops], {
    maxBuffer: OUTPUT_BYTES_MAX,
    env: { ...process.env, TZ: 'UTC' },
  })
  const lines = stdout.split('\n').filter((line) => line.startsWith('{'))
  return lines.map((line) => comparison.parse(JSON.parse(line)))
}
