import { bigint, required, string, timestamp } from '../contract.ts'
import type { ColumnType, Contract } from '../contract.ts'

/** A column of a canonical table, as a source gives it: text, whose form silver reads. */
export interface SourceColumn {
  readonly kind: ColumnType
  readonly meaning: string
  /** Without it a source cannot be built. */
  readonly isGiven: boolean
}

type SourceColumns = Readonly<Record<string, SourceColumn>>

/** Where a row came from: of every bronze table. */
export const ORIGIN = {
  _source: required(
    string("The file, relative to the source's folder; of a computed row the SQL that made it"),
  ),
  _line: required(bigint('The physical line where the record starts; the first line is 1')),
  _ingested_at: required(timestamp('When the content was first read', 'UTC')),
  _run_id: required(string('The run that first read the content')),
}

/** A bronze table of a fixed shape: what every shop's source is mapped to before anything is cleaned. */
export interface CanonicalContract extends Contract {
  /** `orders`: the name of the SQL that gives it. */
  readonly table: string
  /** What tells two rows of one entity apart; bronze itself may repeat it. */
  readonly entityKey: readonly string[]
  /** What a source may give, without the columns of origin. */
  readonly given: SourceColumns
}

interface Declared {
  readonly table: string
  readonly grain: string
  readonly entityKey: readonly string[]
  readonly partitionedBy?: readonly string[]
  readonly given: SourceColumns
}

/** Makes the contract of a canonical table: every given column as text, with its origin. */
export function canonical(declared: Declared): CanonicalContract {
  const text = Object.entries(declared.given).map(([name, { meaning }]) => [name, string(meaning)])
  return {
    ...declared,
    name: `bronze.${declared.table}`,
    grain: `one row a record that the source gives for ${declared.grain}, repeats included`,
    columns: { ...Object.fromEntries(text), ...ORIGIN },
    key: [],
  }
}

/** A column that a source must give. */
export const given = (kind: ColumnType, meaning: string): SourceColumn => ({
  kind,
  meaning,
  isGiven: true,
})

/** A column that a source may leave out: NULL then. */
export const optional = (kind: ColumnType, meaning: string): SourceColumn => ({
  kind,
  meaning,
  isGiven: false,
})
