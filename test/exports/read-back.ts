import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { Vector, tableFromIPC } from 'apache-arrow'
import { type CellValue, readXlsx } from 'hucre/xlsx'
import { z } from 'zod'
import { readRows } from '../../lakehouse/engines/duckdb/rows.ts'
import type { Row } from '../../lakehouse/engines/engine.ts'
import type { FormatName } from '../../lakehouse/exports/formats.ts'
import { quoteText, text } from '../../lakehouse/sql.ts'

/** Reads an export as others do: CSV and Parquet by DuckDB, Arrow and Excel by libraries. */
export const readers: Readonly<
  Record<FormatName, (bytes: Buffer, folder: string) => Promise<Row[]>>
> = {
  csv: (bytes, folder) =>
    inDuckdb(bytes, {
      path: join(folder, 'export.csv'),
      select: (path) =>
        `select * from read_csv(${path}, header = true, all_varchar = true, allow_quoted_nulls = false, auto_detect = false,
          delim = ',', quote = '"', escape = '"', columns = {${headerOf(bytes)
            .map((name) => `'${name}': 'VARCHAR'`)
            .join(', ')}})`,
    }),
  parquet: (bytes, folder) =>
    inDuckdb(bytes, {
      path: join(folder, 'export.parquet'),
      select: (path) => `select * from ${path}`,
    }),
  ndjson: async (bytes) =>
    bytes
      .toString()
      .split('\n')
      .slice(0, -1)
      .map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line))),
  arrow: async (bytes) => {
    const table = tableFromIPC(bytes)
    const columns = table.schema.fields.map(
      ({ name }) => [name, arrowCells(table.getChild(name)!)] as const,
    )
    return Array.from({ length: table.numRows }, (_, i) =>
      Object.fromEntries(columns.map(([name, cells]) => [name, cells[i]])),
    )
  },
  xlsx: async (bytes) => {
    const { sheets } = await readXlsx(bytes)
    const [header = [], ...rows] = sheets[0]!.rows
    return rows.map((cells) =>
      Object.fromEntries(header.map((name, i) => [String(name), sheetValue(cells[i])])),
    )
  },
}

const headerOf = (bytes: Buffer) => bytes.toString().split('\r\n', 1)[0]!.split(',')

async function inDuckdb(
  bytes: Buffer,
  { path, select }: { path: string; select: (path: string) => string },
): Promise<Row[]> {
  await writeFile(path, bytes)
  const instance = await DuckDBInstance.create()
  const connection = await instance.connect()
  await connection.run(`set timezone = 'UTC'`)
  const rows = await readRows(connection, text(select(quoteText(path))))
  connection.closeSync()
  instance.closeSync()
  return rows
}

/** As the engine's port has them; what Arrow would round is read from its memory. */
function arrowCells(vector: Vector): unknown[] {
  return vector.data.flatMap((data) => {
    const part = new Vector([data])
    return Array.from({ length: data.length }, (_, i) =>
      data.getValid(i) ? arrowCell(part, data.values, i) : null,
    )
  })
}

function arrowCell(part: Vector, values: unknown, i: number): unknown {
  const type = String(part.type)
  if (values instanceof BigInt64Array && type.startsWith('Timestamp')) return instant(values[i]!)
  if (values instanceof Int32Array && type.startsWith('Date')) return day(values[i]!)
  if (values instanceof Uint32Array) return decimal(values.subarray(i * 4, i * 4 + 4))
  return part.get(i)
}

const DAY_MS = 86_400_000

const day = (days: number) => new Date(days * DAY_MS).toISOString().slice(0, -14)

function instant(micros: bigint): string {
  const rest = ((micros % 1000n) + 1000n) % 1000n
  const at = new Date(Number((micros - rest) / 1000n)).toISOString()
  return `${at.slice(0, -1)}${String(rest).padStart(3, '0')}Z`
}

function decimal(words: Uint32Array): string {
  const unscaled = words.reduceRight((sum, word) => (sum << 32n) | BigInt(word), 0n)
  const value = BigInt.asIntN(128, unscaled)
  const digits = String(value < 0n ? -value : value).padStart(5, '0')
  return `${value < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`
}

const sheetValue = (cell: CellValue | undefined) =>
  cell instanceof Date ? cell.toISOString() : (cell ?? null)
