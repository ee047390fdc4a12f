import { existsSync } from 'node:fs'
import { execFile } from 'node:child_process'
import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** Not in git: what peers need is kept for the next time. */
const CACHE = fileURLToPath(new URL('../.cache/', import.meta.url))

export interface Installation {
  /** The folder beside this file that holds the peer, and its name in the cache. */
  readonly name: string
  /** Says what is needed, exactly: other contents, another installation. */
  readonly manifest: string
  /** Run one after the other in the folder of the installation. */
  readonly commands: readonly (readonly [string, ...string[]])[]
}

/**
 * A copy of the peer's folder with all that it needs beside it, made once.
 *
 * Errors: what the command that failed says is wrong.
 */
export async function installed({ name, manifest, commands }: Installation): Promise<string> {
  const source = fileURLToPath(new URL(`./${name}/`, import.meta.url))
  const folder = join(CACHE, name)
  const done = join(folder, '.installed')
  const wanted = await readFile(join(source, manifest), 'utf8')
  const isInstalled = existsSync(done) && (await readFile(done, 'utf8')) === wanted
  if (!isInstalled) await rm(folder, { recursive: true, force: true })
  await cp(source, folder, { recursive: true })
  if (isInstalled) return folder
  for (const [command, ...argv] of commands) await run(command, argv, { cwd: folder })
  await writeFile(done, wanted)
  return folder
}

export interface RunOptions {
  readonly cwd: string
  readonly user?: { readonly uid: number; readonly gid: number } | undefined
}

/** What a program writes. Errors: what it says is wrong when it fails or is not there. */
export async function run(
  command: string,
  argv: readonly string[],
  { cwd, user }: RunOptions,
): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(command, argv, { cwd, ...user })
    return stdout
  } catch (cause) {
    throw new Error(telling(cause instanceof Error ? cause.message : String(cause)), { cause })
  }
}

const CHARACTERS = 300

/** Of what a program that failed wrote, the lines that say why. */
function telling(said: string): string {
  const lines = said.trim().split('\n')
  const errors = lines.filter((line) => /error/i.test(line))
  const chosen = errors.length > 0 ? errors : lines
  return chosen.slice(0, 2).join(' ').slice(0, CHARACTERS)
}
