import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'

/**
 * Makes a session's own folder below `scratch`: its database file and what spills.
 *
 * Folders that killed sessions of this host left behind are removed first.
 */
export async function makeScratch(scratch: string): Promise<string> {
  await mkdir(scratch, { recursive: true })
  const left = (await readdir(scratch)).filter(isLeftBehind)
  await Promise.all(left.map((name) => removeScratch(join(scratch, name))))
  return mkdtemp(join(scratch, `${sessionsOfHost()}${process.pid}-`))
}

export const removeScratch = (folder: string) => rm(folder, { recursive: true, force: true })

const sessionsOfHost = () => `session-${hostname()}-`

function isLeftBehind(name: string): boolean {
  if (!name.startsWith(sessionsOfHost())) return false
  const pid = Number(name.slice(sessionsOfHost().length).split('-')[0])
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
