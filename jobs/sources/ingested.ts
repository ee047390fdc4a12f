import type { RawContract } from '../../lakehouse/contracts/bronze/raw.ts'

/** A file as it was when its content was last read into its raw table. */
export interface RawFile {
  /** Relative to the source's folder, with `/`. */
  readonly path: string
  readonly bytes: number
  readonly modifiedMs: number
  /** Of the content, hexadecimal. */
  readonly sha256: string
  /** Empty: the file has no line. */
  readonly header: readonly string[]
  /** ISO; when this content was first read. */
  readonly ingestedAt: string
  readonly runId: string
}

/** A raw table after ingestion, readable under its contract's name. */
export interface RawTable {
  readonly contract: RawContract
  readonly version: number
  readonly rows: bigint
  /** Whether this run wrote a version. */
  readonly isChanged: boolean
  readonly files: readonly RawFile[]
}

export interface Ingested {
  readonly tables: readonly RawTable[]
  /** Records of these tables' files that no table could take: in `quarantine.unreadable_lines`. */
  readonly unreadable: bigint
  readonly isChanged: boolean
}
