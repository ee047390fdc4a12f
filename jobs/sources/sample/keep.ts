import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { makeSample } from './sample.ts'

export interface SampleRequest {
  /** Where the raw files are, or shall be. */
  readonly folder: string
  readonly orders: number
  readonly seed: number
  /** ISO day; undefined: the day that the sample was made, or is. */
  readonly end?: string | undefined
}

/** The raw files of the sample shop: those that are there if they were made as asked, else new ones in their place. */
export async function keepSample({ folder, ...asked }: SampleRequest): Promise<{ folder: string; isNew: boolean }> {
  const label = `${folder}.json`
  const made = readLabel(label)
  const end = asked.end ?? made?.end ?? new Date().toISOString().slice(0, 10)
  const wanted = { orders: asked.orders, seed: asked.seed, end }
  if (isDeepStrictEqual(made, wanted)) return { folder, isNew: false }
  const aside = `${folder}.new`
  for (const stale of [label, aside]) rmSync(stale, { recursive: true, force: true })
  await makeSample({ folder: aside, seed: wanted.seed, endDate: end, orders: wanted.orders })
  rmSync(folder, { recursive: true, force: true })
  renameSync(aside, folder)
  // Last: without its label a half-made sample is made again.
  writeFileSync(label, JSON.stringify(wanted))
  return { folder, isNew: true }
}

function readLabel(path: string): { end: string } | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}
