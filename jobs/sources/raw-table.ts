import type { Engine } from '../../lakehouse/engines/engine.ts'
import { type Content, readContent } from './content.ts'
import type { IngestRun } from './ingest-options.ts'
import type { RawFile, RawTable } from './ingested.ts'
import type { FoundFile, RawFiles } from './raw-files.ts'
import { contractOf, lineageOf, previousTable } from './raw-history.ts'
import type { PreviousTable } from './raw-history.ts'
import { writeRaw } from './raw-write.ts'
import { unreadableSelect } from './rows.ts'
import type { ReadFile } from './rows.ts'

/** A raw table with what its ingestion leaves to be done. */
export interface IngestedTable {
  readonly table: RawTable
  /** Selects of records that no row could be made of. */
  readonly unreadable: readonly string[]
  /** Files whose rows are not the ones of the last version any more. */
  readonly touched: readonly string[]
}

/** Brings one raw table up to its files. */
export async function ingestTable(
  engine: Engine,
  found: RawFiles,
  options: IngestRun,
): Promise<IngestedTable> {
  const previous = await previousTable(engine, found)
  const looked: (RawFile | ChangedFile)[] = []
  for (const file of found.files) {
    looked.push(await look(engine, { file, found, previous }, options))
  }
  const files = looked.map((file) => ('content' in file ? file.file : file))
  const reads = looked.filter((file) => 'content' in file)
  const contract = contractOf(found.name, files)
  const removed = [...(previous?.files.keys() ?? [])].filter((path) =>
    files.every((file) => file.path !== path),
  )
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
  const filled: ReadFile[] = []
  for (const { file, content } of reads) {
    if (file.header.length > 0) filled.push({ file, records: await content.open() })
  }
  const change = { contract, previous, reads: filled, touched, lineage: lineageOf(found, files) }
  const written = await writeRaw(engine, change, options.signal)
  const state = await engine.state(contract, written.version)
  return {
    table: { contract, version: written.version, rows: state?.rows ?? 0n, isChanged: true, files },
    unreadable: written.incomplete.map((read) => unreadableSelect(contract, read)),
    touched,
  }
}

/** A file whose rows are to be read. */
interface ChangedFile {
  readonly file: RawFile
  readonly content: Content
}

interface Candidate {
  readonly file: FoundFile
  readonly found: RawFiles
  readonly previous: PreviousTable | undefined
}

/**
 * The file as it was read before where its content is the same, else what is needed to read it.
 *
 * Content that is read once more keeps its first ingestion: which arrival of an entity is the newest must not change.
 */
async function look(
  engine: Engine,
  { file, found, previous }: Candidate,
  options: IngestRun,
): Promise<RawFile | ChangedFile> {
  const { path, absolute, bytes, modifiedMs } = file
  const known = previous?.files.get(path)
  const isKept = previous?.isReadAlike === true && options.isFull !== true
  const isUntouched = previous?.folder === found.folder && known?.modifiedMs === modifiedMs
  if (isKept && isUntouched && known?.bytes === bytes) return known
  const { reading } = found
  const content = await readContent(absolute, { engine, reading, scratch: options.scratch })
  const { sha256, header } = content
  const isSame = known?.sha256 === sha256
  if (isKept && isSame) return known
  const { ingestedAt, runId } = isSame ? known : options
  return {
    file: { path, bytes, modifiedMs, sha256, header, ingestedAt, runId },
    content,
  }
}
