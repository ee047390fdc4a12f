import { LakehouseError } from '../errors.ts'
import type { Metadata, Protocol } from './action.ts'

/** What every Delta reader and writer knows: no deletion vectors, no column mapping, no features by name. */
export const PROTOCOL: Protocol = { minReaderVersion: 1, minWriterVersion: 2 }

/** Errors: `LakehouseError` `PROTOCOL_UNSUPPORTED`: reading on would give wrong rows. */
export function checkReader(table: string, protocol?: Protocol): void {
  if (protocol && protocol.minReaderVersion > PROTOCOL.minReaderVersion) {
    throw unsupported(table, `reader version ${protocol.minReaderVersion}`)
  }
}

/** Errors: `LakehouseError` `PROTOCOL_UNSUPPORTED`: a write would break a rule that the table keeps. */
export function checkWriter(table: string, protocol: Protocol, metadata: Metadata): void {
  if (protocol.minWriterVersion > PROTOCOL.minWriterVersion) {
    throw unsupported(table, `writer version ${protocol.minWriterVersion}`)
  }
  if (metadata.schemaString.includes('"delta.invariants"')) {
    throw unsupported(table, 'column invariants')
  }
}

/** Writer version 2: such a table never loses rows. */
export function checkRemoval(table: string, metadata: Metadata): void {
  if (metadata.configuration?.['delta.appendOnly'] === 'true') {
    throw unsupported(table, 'replacing rows: the table is append-only')
  }
}

const unsupported = (table: string, what: string) =>
  new LakehouseError('PROTOCOL_UNSUPPORTED', `${table} needs ${what}`)
