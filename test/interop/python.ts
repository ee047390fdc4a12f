import { execFile, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

const ROOT = join(import.meta.dirname, '..', '..')
const SCRIPT = join(import.meta.dirname, 'delta_table.py')
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024

/** The Python that has deltalake; undefined when there is none, and standard error says how to get it. */
export function findDeltalake(): string | undefined {
  const venv = join(ROOT, '.venv', 'bin', 'python')
  const python = process.env.LAKEGATE_PYTHON ?? (existsSync(venv) ? venv : 'python3')
  const { status } = spawnSync(python, ['-c', 'import deltalake, pyarrow'])
  if (status === 0) return python
  console.error(
    `test:interop is skipped: ${python} cannot import deltalake; ` +
      'python3 -m venv .venv && .venv/bin/pip install deltalake==1.6.6 pyarrow==26.0.1',
  )
  return undefined
}

/** Runs a command of `delta_table.py` and reads its answer. */
export async function deltalake(python: string, ...args: readonly string[]): Promise<unknown> {
  const { stdout } = await run(python, [SCRIPT, ...args], { maxBuffer: OUTPUT_BYTES_MAX })
  return JSON.parse(stdout)
}
