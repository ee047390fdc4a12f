import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeSample } from './sample.ts'

export interface KeptSample {
  readonly folder: string
  readonly seed: number
  readonly orders: number
  /** Its last day, ISO; default: the last whole day before it is made, so that nothing in it is yet to come. */
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
  const endDate = end ?? kept?.endDate ?? yesterday()
  if (kept?.seed === seed && kept.orders === orders && kept.endDate === endDate)
    return { folder, isNew: false }
  const lastDay = end ?? yesterday()
  // Made aside, so that a sample whose making was stopped is not taken for a whole one.
  const aside = `${folder}.making`
  rmSync(aside, { recursive: true, force: true })
  mkdirSync(aside, { recursive: true })
  await makeSample({ folder: aside, seed, orders, endDate: lastDay })
  writeFileSync(join(aside, SETTINGS), `${JSON.stringify({ seed, orders, endDate: lastDay })}\n`)
  rmSync(folder, { recursive: true, force: true })
  renameSync(aside, folder)
  return { folder, isNew: true }
}

function yesterday(): string {
  return new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
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
