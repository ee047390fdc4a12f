import {
  Bool,
  type Data,
  type DataType,
  DateDay,
  Decimal,
  Field,
  Float64,
  Int32,
  Int64,
  TimestampMicrosecond,
  Utf8,
  makeData,
} from 'apache-arrow'
import type { ColumnType } from '../contracts/contract.ts'
import { type Vector, textsOf } from '../engines/duckdb/vector.ts'
import type { ExportColumn } from './rows.ts'

/** A column of an export as Arrow has it. */
export interface ArrowColumn {
  readonly field: Field
  /** SQL that gives values which lie in memory as Arrow's do. */
  readonly sql: string
  readonly data: (vector: Vector) => Data
}

interface ArrowType {
  readonly type: DataType
  readonly data: (vector: Vector) => Data
  readonly cast?: string
}

const INTEGER = new Int32()
const BIGINT = new Int64()
const DOUBLE = new Float64()
const DATE = new DateDay()
const TIMESTAMP = new TimestampMicrosecond('UTC')
const DECIMAL = new Decimal(4, 18, 128)
const BOOLEAN = new Bool()
const STRING = new Utf8()

const TYPES: Readonly<Record<ColumnType, ArrowType>> = {
  integer: {
    type: INTEGER,
    data: (vector) =>
      makeData({ type: INTEGER, ...rowsOf(vector), data: new Int32Array(bytesOf(vector, 4)) }),
  },
  bigint: {
    type: BIGINT,
    data: (vector) =>
      makeData({ type: BIGINT, ...rowsOf(vector), data: new BigInt64Array(bytesOf(vector, 8)) }),
  },
  double: {
    type: DOUBLE,
    data: (vector) =>
      makeData({ type: DOUBLE, ...rowsOf(vector), data: new Float64Array(bytesOf(vector, 8)) }),
  },
  date: {
    type: DATE,
    data: (vector) =>
      makeData({ type: DATE, ...rowsOf(vector), data: new Int32Array(bytesOf(vector, 4)) }),
  },
  timestamp: {
    type: TIMESTAMP,
    data: (vector) =>
      makeData({ type: TIMESTAMP, ...rowsOf(vector), data: new BigInt64Array(bytesOf(vector, 8)) }),
  },
  decimal: {
    type: DECIMAL,
    // Arrow has 128 bits for every decimal, DuckDB for a long one.
    cast: 'decimal(38, 4)',
    data: (vector) =>
      makeData({ type: DECIMAL, ...rowsOf(vector), data: new Uint32Array(bytesOf(vector, 16)) }),
  },
  boolean: {
    type: BOOLEAN,
    data: (vector) => makeData({ type: BOOLEAN, ...rowsOf(vector), data: bitsOf(vector) }),
  },
  string: {
    type: STRING,
    data: (vector) => {
      const { bytes, ends } = textsOf(vector)
      const valueOffsets = Int32Array.of(0, ...ends)
      return makeData({ type: STRING, ...rowsOf(vector), valueOffsets, data: bytes })
    },
  },
}

export function arrowColumn({ name, type: columnType, sql }: ExportColumn): ArrowColumn {
  const { type, data, cast } = TYPES[columnType]
  return {
    field: new Field(name, type, true),
    sql: cast === undefined ? sql : `cast(${sql} as ${cast})`,
    data,
  }
}

const rowsOf = ({ rows, validity }: Vector) => ({
  length: rows,
  ...(validity === undefined ? {} : { nullBitmap: validity.slice() }),
})

const bytesOf = ({ values }: Vector, width: number) => new Uint8Array(values(width)).buffer

/** DuckDB has a byte for each, and any byte where there is no value. */
function bitsOf({ rows, values }: Vector): Uint8Array {
  const bits = new Uint8Array(Math.ceil(rows / 8))
  for (const [row, byte] of values(1).entries()) bits[row >> 3]! |= (byte & 1) << (row & 7)
  return bits
}
