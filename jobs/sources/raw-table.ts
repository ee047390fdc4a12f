import { z } from 'zod'
import { columnNames, rawContract } from '../../lakehouse/contracts/bronze/raw.ts'
import type { RawContract } from '../../lakehouse/contracts/bronze/raw.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { quoteName, quoteText, text } from '../../lakehouse/sql.ts'
import type { Reading } from './dialect.ts'
import type { IngestOptions } from './ingest.ts'
import type { RawFile, RawTable } from './ingested.ts'
import type { FoundFile, RawFiles } from './raw-files.ts'
import { openLinesSelect } from './records.ts'
import { rowsSelect, unreadableSelect } from './rows.ts'
import type { ReadFile } from './rows.ts'
import { survey } from './survey.ts'

/** A raw table with what its ingestion leaves to be done. */
export interface IngestedTable {
  readonly table: RawTable
  /** Selects of records that no row could be made of. */
  readonly unreadable: readonly string[]
  /** Files whose rows are not the ones of the last version any more. */
  readonly touched: readonly string[]
}

const rawFile = z.object({
  path: z.string(),
  bytes: z.number(),
  modifiedMs: z.number(),
  sha256: z.string(),
  header: z.array(z.string()),
  ingestedAt: z.string(),
  runId: z.string(),
})

/** Kept in each commit: what the next run compares with. */
const lineage = z.object({ reading: z.string(), files: z.string() })

interface Previous {
  readonly version: number
  readonly rows: bigint
  readonly contract: RawContract
  readonly files: ReadonlyMap<string, RawFile>
}

/** Brings one raw table up to its files. */
export async function ingestTable(
  engine: Engine,
  found: RawFiles,
  options: IngestOptions,
): Promise<IngestedTable> {
  const previous = await previousOf(engine, found)
  const known = options.isFull
    ? new Map<string, RawFile>()
    : (previous?.files ?? new Map<string, RawFile>())
  const reads: ReadFile[] = []
  const files: RawFile[] = []
  for (const file of found.files) {
    const read = await readIfChanged(
      engine,
      { file, known: known.get(file.path), reading: found.reading },
      options,
    )
    files.push('survey' in read ? read.file : read)
    if ('survey' in read) reads.push(read)
  }
  const contract = rawContract(found.name, headerOfAll(files))
  const paths = new Set(files.map(({ path }) => path))
  const removed = [...(previous?.files.keys() ?? [])].filter((path) => !paths.has(path))
  if (previous !== undefined && reads.length === 0 && removed.length === 0) {
    await engine.open(contract, previous.version)
    const { version, rows } = previous
    return {
      table: { contract, version, rows, isChanged: false, files },
      unreadable: [],
      touched: [],
    }
  }
  const touched = [...reads.map(({ file }) => file.path), ...removed]
  const said = { reading: JSON.stringify(found.reading), files: JSON.stringify(files) }
  const version = await write(
    engine,
    { contract, previous, reads, touched },
    { lineage: said, signal: options.signal },
  )
  const state = await engine.state(contract, version)
  return {
    table: { contract, version, rows: state!.rows, isChanged: true, files },
    unreadable: reads
      .filter(({ file }) => file.header.length > 0)
      .map((read) => unreadableSelect(contract, read)),
    touched,
  }
}

interface Change {
  readonly contract: RawContract
  readonly previous: Previous | undefined
  readonly reads: readonly ReadFile[]
  readonly touched: readonly string[]
}

async function write(
  engine: Engine,
  change: Change,
  { lineage: said, signal }: { lineage: Record<string, string>; signal?: AbortSignal | undefined },
): Promise<number> {
  const { contract, previous, reads } = change
  const fresh = reads
    .filter(({ file }) => file.header.length > 0)
    .map((read) => rowsSelect(contract, read))
  const isPartial = previous !== undefined && (await onlyReplacesFiles(engine, change))
  const kept = previous === undefined || isPartial ? [] : [keptSelect(change, previous)]
  if (kept.length > 0) await engine.open(previous!.contract, previous!.version)
  const selects = [...kept, ...fresh]
  const written = await engine.write(
    contract,
    selects.length === 0 ? emptySelect(contract) : selects.join('\nunion all\n'),
    {
      mode: isPartial ? 'overwrite-partitions' : 'overwrite',
      lineage: said,
      ...(signal && { signal }),
    },
  )
  return written.version
}

/** Whether every touched file has rows that take the place of its earlier ones, in the same columns. */
async function onlyReplacesFiles(
  engine: Engine,
  { contract, previous, reads, touched }: Change,
): Promise<boolean> {
  if (JSON.stringify(previous!.contract.columns) !== JSON.stringify(contract.columns)) return false
  if (touched.length > reads.length) return false
  for (const read of reads.filter(({ file }) => previous!.files.has(file.path))) {
    if (read.file.header.length === 0) return false
    const first = await engine.rows(
      text(`select 1 as found from (${rowsSelect(contract, read)}) limit 1`),
    )
    if (first.length === 0) return false
  }
  return true
}

function keptSelect({ contract, touched }: Change, previous: Previous): string {
  const columns = Object.keys(contract.columns).map((column) =>
    column in previous.contract.columns
      ? quoteName(column)
      : `cast(null as varchar) as ${quoteName(column)}`,
  )
  const condition =
    touched.length === 0 ? '' : `where _source not in (${touched.map(quoteText).join(', ')})`
  return `select ${columns.join(', ')} from ${contract.name} ${condition}`
}

function emptySelect(contract: RawContract): string {
  const columns = Object.keys(contract.columns).map(
    (column) => `cast(null as varchar) as ${quoteName(column)}`,
  )
  return `select ${columns.join(', ')} where false`
}

async function previousOf(
  engine: Engine,
  { name, reading }: RawFiles,
): Promise<Previous | undefined> {
  const state = await engine.state(rawContract(name, []))
  if (state === undefined) return undefined
  const said = lineage.parse(state.lineage)
  const files = z.array(rawFile).parse(JSON.parse(said.files))
  const isReadAlike = said.reading === JSON.stringify(reading)
  return {
    version: state.version,
    rows: state.rows,
    contract: rawContract(name, headerOfAll(files)),
    files: new Map(
      files.map((file) => [file.path, isReadAlike ? file : { ...file, sha256: '', modifiedMs: 0 }]),
    ),
  }
}

interface Candidate {
  readonly file: FoundFile
  readonly known: RawFile | undefined
  readonly reading: Reading
}

/** The file as it was read before where its content is the same, else what is needed to read it. */
async function readIfChanged(
  engine: Engine,
  { file, known, reading }: Candidate,
  { runId, ingestedAt }: IngestOptions,
): Promise<RawFile | ReadFile> {
  const { path, absolute, bytes, modifiedMs } = file
  if (known?.bytes === bytes && known.modifiedMs === modifiedMs) return known
  const surveyed = await survey(absolute, reading)
  const { sha256, header, hasQuotes } = surveyed
  if (known?.sha256 === sha256) return known
  const open = header && hasQuotes ? await engine.rows(text(openLinesSelect(surveyed))) : []
  return {
    file: { path, bytes, modifiedMs, sha256, header: header?.words ?? [], ingestedAt, runId },
    survey: surveyed,
    hasOpenLines: open.some((row) => row['open_lines'] !== 0n),
  }
}

/** Every word of the files' headers, in order of appearance; a word twice in one header is two columns. */
function headerOfAll(files: readonly RawFile[]): string[] {
  const words = new Map<string, string>()
  for (const { header } of files) {
    columnNames(header).forEach((column, i) => {
      if (!words.has(column)) words.set(column, header[i]!)
    })
  }
  return [...words.values()]
}
