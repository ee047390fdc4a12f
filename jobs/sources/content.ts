import type { Engine } from '../../lakehouse/engines/engine.ts'
import { readDelimited } from './delimited.ts'
import type { Format, Reading } from './dialect.ts'
import { readJson } from './json.ts'
import { readParquet } from './parquet.ts'

/** What a raw file holds, whatever its format. */
export interface Content {
  /** Of the file as it is stored, hexadecimal. */
  readonly sha256: string
  /** The file's own words for its columns, in order; empty: it has none. */
  readonly header: readonly string[]
  /** Work that only a file whose rows are wanted is worth. */
  readonly open: () => Promise<Records>
}

/** A file's records as selects. */
export interface Records {
  /** One row a record: `line_number` is its place in the file, `record` its text. */
  readonly select: string
  /**
   * Rows of that select with the `fields` in the header's order, `is_readable`, and the `reason` where no row can be
   * made of the record.
   */
  readonly split: (records: string) => string
}

export interface ReadOptions {
  readonly engine: Engine
  readonly reading: Reading
  /** A folder for a copy. */
  readonly scratch: string
}

/** Reads what is needed of a file to make rows of it. */
type ReadContent = (absolute: string, options: ReadOptions) => Promise<Content>

const FORMATS: Readonly<Record<Format, ReadContent>> = {
  text: readDelimited,
  json: readJson,
  parquet: readParquet,
}

/**
 * Looks into a raw file, whose format its name tells where the source does not.
 *
 * Errors: `JobError` `FILE_UNREADABLE` with the file and what was expected.
 */
export function readContent(absolute: string, options: ReadOptions): Promise<Content> {
  return FORMATS[options.reading.format ?? formatOf(absolute)](absolute, options)
}

function formatOf(path: string): Format {
  if (/\.(json|ndjson|jsonl)(\.gz)?$/i.test(path)) return 'json'
  return /\.parquet$/i.test(path) ? 'parquet' : 'text'
}
