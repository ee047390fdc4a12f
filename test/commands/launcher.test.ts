import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lockLake } from '../../jobs/lock.ts'

/** The Node that this machine came with, which may be older than ours. */
const NODES = [process.execPath, '/usr/bin/node', '/usr/local/bin/node'].filter(existsSync)

test.each(NODES)('whoever kills the launcher on %s ends the build too', async (node) => {
  const folder = mkdtempSync(join(tmpdir(), 'lakegate-launcher-'))
  const lake = join(folder, 'lake')
  const launcher = spawn(node, ['bin/lakegate.mjs', 'build', '--lake', lake, '--orders', '20000'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LAKEGATE_DUCKDB_MEMORY: '500MB' },
  })
  await once(launcher.stdout, 'data')
  launcher.kill('SIGKILL')
  await expect.poll(() => isLocked(lake), { timeout: 10_000, interval: 100 }).toBe(false)
  rmSync(folder, { recursive: true })
})

function isLocked(lake: string): boolean {
  try {
    using _lock = lockLake(lake, 'build')
    return false
  } catch {
    return true
  }
}
