import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { quoteText, sql, text } from '../sql.ts'
import type { Format } from './format.ts'
import { namedColumns, selectFrom } from './rows.ts'

/** A group of rows is held whole until it is written. */
const GROUP_ROWS = 16_384

/** Written aside first: its end says where everything is. */
export const parquet: Format = {
  contentType: 'application/vnd.apache.parquet',
  async *write(session, rows) {
    const path = join(session.folder, 'export.parquet')
    const options = `format parquet, compression zstd, row_group_size ${GROUP_ROWS}`
    await session.rows(
      sql`copy (${selectFrom(rows, namedColumns(rows))}) to ${text(`${quoteText(path)} (${options})`)}`,
    )
    yield* createReadStream(path)
  },
}
