import type { DuckDBDataChunk } from '@duckdb/node-api'
import duckdb from '@duckdb/node-bindings'

/** A column of a chunk as DuckDB holds it, in memory that goes with the chunk: what is to last is copied. */
export interface Vector {
  readonly rows: number
  /** The values one after the other, each so many bytes wide. */
  readonly values: (width: number) => Uint8Array
  /** A bit a row, the lowest first, 0 where there is no value; undefined where every row has one. */
  readonly validity: Uint8Array | undefined
}

export function vectorOf(chunk: DuckDBDataChunk, column: number): Vector {
  const rows = chunk.rowCount
  const vector = duckdb.data_chunk_get_vector(chunk.chunk, column)
  return {
    rows,
    values: (width) => duckdb.vector_get_data(vector, rows * width),
    validity: duckdb.vector_get_validity(vector, Math.ceil(rows / 64) * 8) ?? undefined,
  }
}

/** A text's length and its first bytes, or where the bytes are. */
const TEXT_WIDTH = 16
/** A text that is no longer lies beside its length. */
const INLINE_BYTES = 12

/** The texts of a column in UTF-8 without anything between them, and where each ends; a NULL is empty. */
export function textsOf({ rows, values, validity }: Vector): {
  bytes: Uint8Array<ArrayBuffer>
  ends: Int32Array
} {
  const held = new Uint8Array(values(TEXT_WIDTH))
  const view = new DataView(held.buffer)
  const ends = new Int32Array(rows)
  let end = 0
  for (let row = 0; row < rows; row++) {
    if (isValid(validity, row)) end += view.getUint32(row * TEXT_WIDTH, true)
    ends[row] = end
  }
  const bytes = new Uint8Array(end)
  for (let row = 0, start = 0; row < rows; start = ends[row]!, row++) {
    const length = ends[row]! - start
    const at = row * TEXT_WIDTH
    if (length > INLINE_BYTES)
      bytes.set(duckdb.get_data_from_pointer(held.buffer, at + 8, length), start)
    else if (length > 0) bytes.set(held.subarray(at + 4, at + 4 + length), start)
  }
  return { bytes, ends }
}

const isValid = (validity: Uint8Array | undefined, row: number) =>
  validity === undefined || (validity[row >> 3]! & (1 << (row & 7))) !== 0
