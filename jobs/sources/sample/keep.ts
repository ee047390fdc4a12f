import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeSample } from './sample.ts'

export interface KeptSample {
  readonly folder: string
  readonly seed: number
  readonly orders: number
  /** ISO; default: the day it is made. */
  readonly end?: string | undefined
}

const SETTINGS = 'sample.json'

/** Makes the sample shop's raw files unless they are there: the same seed, size and, where it is given, end. */
export async function keepSample({
  folder,
  seed,
  orders,
  end,
}: KeptSample): Promise<{ folder: string; isNew: boolean }> {
  const kept = settingsIn(folder)
  const endDate = end ?? kept?.endDate ?? new Date().toISOString().slice(0, 10)
  if (kept?.seed === seed && kept.orders === orders && kept.endDate === endDate)
    return { folder, isNew: false }
  const today = end ?? new Date().toISOString().slice(0, 10)
  // Made aside, so that a sample whose making was stopped is not taken for a whole one.
  const aside = `${folder}.making`
  rmSync(aside, { recursive: true, force: true })
  mkdirSync(aside, { recursive: true })
  await makeSample({ folder: aside, seed, orders, endDate: today })
  writeFileSync(join(aside, SETTINGS), `${JSON.stringify({ seed, orders, endDate: today })}\n`)
  rmSync(folder, { recursive: true, force: true })
  renameSync(aside, folder)
  return { folder, isNew: true }
}

function settingsIn(
  folder: string,
): { seed: unknown; orders: unknown; endDate: string } | undefined {
  try {
    const { seed, orders, endDate } = JSON.parse(readFileSync(join(folder, SETTINGS), 'utf8'))
    return { seed, orders, endDate: String(endDate) }
  } catch {
    return undefined
  }
}
