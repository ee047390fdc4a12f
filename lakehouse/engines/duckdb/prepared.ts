import type { DuckDBConnection, DuckDBPreparedStatement } from '@duckdb/node-api'
import { type Sql, numbered } from '../../sql.ts'
import type { Row } from '../engine.ts'
import { parameterType, parameterValue } from './parameter.ts'
import { rowsOf } from './rows.ts'

/** Of one connection, the least recently used first. */
const STATEMENTS_MAX = 200

const prepared = new WeakMap<DuckDBConnection, Map<string, DuckDBPreparedStatement>>()

/** As `readRows`, for statements that are asked again and again: each text is parsed once a connection. */
export async function readPrepared(connection: DuckDBConnection, statement: Sql): Promise<Row[]> {
  const text = numbered(statement)
  const known = statementsOf(connection)
  const ready = known.get(text) ?? (await connection.prepare(text))
  known.delete(text)
  try {
    const { values } = statement
    ready.bind(values.map(parameterValue), values.map(parameterType))
    const rows = rowsOf(await ready.run())
    known.set(text, ready)
    forgetOldest(known)
    return rows
  } catch (error) {
    ready.destroySync()
    throw error
  }
}

/** To be called before what the statements read is detached. */
export function forgetPrepared(connection: DuckDBConnection): void {
  for (const statement of statementsOf(connection).values()) statement.destroySync()
  prepared.delete(connection)
}

function statementsOf(connection: DuckDBConnection): Map<string, DuckDBPreparedStatement> {
  const known = prepared.get(connection) ?? new Map<string, DuckDBPreparedStatement>()
  prepared.set(connection, known)
  return known
}

function forgetOldest(known: Map<string, DuckDBPreparedStatement>): void {
  const [oldest] = known
  if (known.size <= STATEMENTS_MAX || oldest === undefined) return
  known.delete(oldest[0])
  oldest[1].destroySync()
}
