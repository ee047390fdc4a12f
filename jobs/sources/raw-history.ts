import { z } from 'zod'
import { columnNames, rawContract } from '../../lakehouse/contracts/bronze/raw.ts'
import type { RawContract } from '../../lakehouse/contracts/bronze/raw.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import type { RawFile } from './ingested.ts'
import type { RawFiles } from './raw-files.ts'

const rawFile = z.object({
  path: z.string(),
  bytes: z.number(),
  modifiedMs: z.number(),
  sha256: z.string(),
  header: z.array(z.string()),
  ingestedAt: z.string(),
  runId: z.string(),
})

/** Kept in each commit of a raw table: what the next run compares with. */
const lineageSchema = z.object({
  reading: z.string(),
  files: z.string(),
  folder: z.string().optional(),
})

/** A raw table as the last run left it. */
export interface PreviousTable {
  readonly version: number
  readonly rows: bigint
  readonly contract: RawContract
  readonly files: ReadonlyMap<string, RawFile>
  /** Where the files were; undefined: not said. */
  readonly folder: string | undefined
  /** Whether it was read in the way that the source says now. */
  readonly isReadAlike: boolean
}

/** Undefined: the table is not there yet. */
export async function previousTable(
  engine: Engine,
  { name, reading }: RawFiles,
): Promise<PreviousTable | undefined> {
  const state = await engine.state(rawContract(name, []))
  if (state === undefined) return undefined
  const said = lineageSchema.parse(state.lineage)
  const files = z.array(rawFile).parse(JSON.parse(said.files))
  return {
    version: state.version,
    rows: state.rows,
    contract: contractOf(name, files),
    files: new Map(files.map((file) => [file.path, file])),
    folder: said.folder,
    isReadAlike: said.reading === JSON.stringify(reading),
  }
}

export function lineageOf(
  { reading, folder }: RawFiles,
  files: readonly RawFile[],
): Record<string, string> {
  return { reading: JSON.stringify(reading), files: JSON.stringify(files), folder }
}

/** The contract of a table of these files: every column of their headers, in order of appearance. */
export function contractOf(name: string, files: readonly RawFile[]): RawContract {
  const words = new Map<string, string>()
  for (const { header } of files) {
    columnNames(header).forEach((column, i) => {
      if (!words.has(column)) words.set(column, header[i]!)
    })
  }
  return rawContract(name, [...words.values()])
}
