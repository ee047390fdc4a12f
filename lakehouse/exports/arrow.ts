import type { DuckDBDataChunk } from '@duckdb/node-api'
import {
  AsyncByteQueue,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  makeData,
} from 'apache-arrow'
import { vectorOf } from '../engines/duckdb/vector.ts'
import { arrowColumn } from './arrow-column.ts'
import type { Format } from './format.ts'
import { selectFrom } from './rows.ts'

/** Arrow's stream of record batches, copied out of DuckDB's vectors. */
export const arrow: Format = {
  contentType: 'application/vnd.apache.arrow.stream',
  async *write(session, rows) {
    const columns = rows.columns.map(arrowColumn)
    const schema = new Schema(columns.map(({ field }) => field))
    const batchOf = (chunk: DuckDBDataChunk) =>
      makeData({
        type: new Struct(schema.fields),
        length: chunk.rowCount,
        children: columns.map(({ data }, i) => data(vectorOf(chunk, i))),
      })
    const written = new Written()
    const writer = new RecordBatchStreamWriter().reset(written, schema)
    const select = columns.map(({ sql }) => sql).join(', ')
    for await (const chunk of session.chunks(selectFrom(rows, select))) {
      writer.write(new RecordBatch(schema, batchOf(chunk)))
      yield written.take()
    }
    writer.finish()
    yield written.take()
  },
}

/** Gives what was written so far: the writer's own queue gives it without an end. */
class Written extends AsyncByteQueue {
  readonly #parts: Uint8Array[] = []

  override write(bytes: Uint8Array): void {
    this.#parts.push(bytes)
  }

  take(): Uint8Array {
    return Buffer.concat(this.#parts.splice(0))
  }
}
