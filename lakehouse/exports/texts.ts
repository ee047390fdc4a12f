import { textsOf, vectorOf } from '../engines/duckdb/vector.ts'
import type { Sql } from '../sql.ts'
import type { ExportSession } from './session.ts'

/** The one column of a select of texts, in UTF-8: some thousand rows at a time. */
export async function* textsFrom(session: ExportSession, select: Sql): AsyncGenerator<Uint8Array> {
  for await (const chunk of session.chunks(select)) yield textsOf(vectorOf(chunk, 0)).bytes
}
