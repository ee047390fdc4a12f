import type { ExportRows } from './rows.ts'
import type { ExportSession } from './session.ts'

/** How rows become a file. */
export interface Format {
  readonly contentType: string
  /** Refuses rows that the format cannot hold. Errors: `LakehouseError` `EXPORT_TOO_LARGE`. */
  readonly check?: (session: ExportSession, rows: ExportRows) => Promise<void>
  /** The bytes of the file, made as they are asked for. */
  readonly write: (session: ExportSession, rows: ExportRows) => AsyncIterable<Uint8Array>
}
