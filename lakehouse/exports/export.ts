import type { CallOptions } from '../engines/engine.ts'
import { FORMATS, type FormatName } from './formats.ts'
import type { ExportRows } from './rows.ts'
import { openExportSession } from './session.ts'

export interface Export {
  /** Of the publication's serving file. */
  readonly path: string
  readonly rows: ExportRows
  readonly format: FormatName
}

/**
 * The bytes of an export, made as they are asked for; whoever stops asking ends it.
 *
 * Errors: `LakehouseError` `EXPORT_TOO_LARGE` before the first byte, and those of `openExportSession`.
 */
export async function* exported(
  { path, rows, format }: Export,
  call: CallOptions,
): AsyncGenerator<Uint8Array> {
  const { check, write } = FORMATS[format]
  await using session = await openExportSession({ path, isJoined: rows.isJoined }, call)
  await check?.(session, rows)
  yield* write(session, rows)
}
