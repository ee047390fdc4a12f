import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What tests leave in the system's folder for such files goes with the run. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'lakegate-tests-'))
  process.env['TMPDIR'] = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
