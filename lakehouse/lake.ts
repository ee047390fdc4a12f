import { accessSync, constants, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { LakehouseError } from './errors.ts'

const MARKER = 'lakegate.json'

/** Whether the folder holds a lake. */
export function isLake(folder: string): boolean {
  return existsSync(join(folder, MARKER))
}

/** Errors: `LakehouseError` `NO_PUBLICATION` for a folder that is no lake. */
export function requireLake(folder: string): void {
  if (isLake(folder)) return
  throw new LakehouseError(
    'NO_PUBLICATION',
    `${folder} is no lake yet: lakegate build makes one, lakegate start builds and serves`,
  )
}

/**
 * Makes the folder a lake, or finds that it is one.
 *
 * Errors: `LakehouseError` `LAKE_FOREIGN` for a folder with other things in it, `LAKE_UNWRITABLE`.
 */
export function prepareLake(folder: string): void {
  const path = resolve(folder)
  try {
    mkdirSync(path, { recursive: true })
    accessSync(path, constants.W_OK | constants.X_OK)
    if (isLake(path)) return
    if (readdirSync(path).length > 0) {
      throw new LakehouseError(
        'LAKE_FOREIGN',
        `${path} is not empty and is no lake: name another folder with --lake`,
      )
    }
    writeFileSync(join(path, MARKER), `${JSON.stringify({ format: 1 })}\n`)
  } catch (cause) {
    if (cause instanceof LakehouseError) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new LakehouseError(
      'LAKE_UNWRITABLE',
      `the lake ${path} cannot be written (${reason}): name another folder with --lake`,
      { cause },
    )
  }
}
