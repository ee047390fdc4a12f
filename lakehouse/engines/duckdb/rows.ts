import type { DuckDBConnection, DuckDBMaterializedResult } from '@duckdb/node-api'
import { type Sql, numbered } from '../../sql.ts'
import type { Row } from '../engine.ts'
import { cell } from './cell.ts'
import { parameterType, parameterValue } from './parameter.ts'

/** Runs one statement, or several without parameters, and reads the last one's rows. */
export async function readRows(connection: DuckDBConnection, statement: Sql): Promise<Row[]> {
  const { values } = statement
  const result =
    values.length === 0
      ? await connection.run(numbered(statement))
      : await connection.run(
          numbered(statement),
          values.map(parameterValue),
          values.map(parameterType),
        )
  return rowsOf(result)
}

export function rowsOf(result: DuckDBMaterializedResult): Row[] {
  const names = result.deduplicatedColumnNames()
  const rows: Row[] = []
  for (let chunk = 0; chunk < result.chunkCount; chunk++) {
    const data = result.getChunk(chunk)
    const columns = names.map((_, column) => data.getColumnValues(column))
    for (let row = 0; row < data.rowCount; row++) {
      const read: Record<string, unknown> = {}
      for (let column = 0; column < names.length; column++) {
        read[names[column]!] = cell(columns[column]![row]!)
      }
      rows.push(read)
    }
  }
  return rows
}
