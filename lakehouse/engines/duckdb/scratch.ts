import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'

/**
 * Makes a session's own folder below `scratch` for what it spills.
 *
 * Folders that killed sessions of this host left behind are removed first.
 */
export async function makeScratch(scratch: string): Promise<string> {
  await mkdir(scratch, { recursive: true })
  const left = (await readdir(scratch)).filter(isLeftBehind)
  await Promise.all(left.map((name) => removeScratch(join(scratch, name))))
  return mkdtemp(join(scratch, `${sessionsOfHost()}${process.pid}_`))
}

export const removeScratch = (folder: string) => rm(folder, { recursive: true, force: true })

/** No host is named with a `_`, so that another host's sessions are never taken for ours. */
const sessionsOfHost = () => `session_${hostname()}_`

function isLeftBehind(name: string): boolean {
  if (!name.startsWith(sessionsOfHost())) return false
  const pid = Number(name.slice(sessionsOfHost().length).split('_')[0])
  return Number.isInteger(pid) && !isAlive(pid)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
