import type { Contract, RowOf } from '../contracts/contract.ts'
import { sql, text } from '../sql.ts'
import { among } from './predicates.ts'
import type { Reader } from './reader.ts'
import { rowReader } from './row.ts'

/**
 * Reads rows of a table by its key, any number in one statement.
 *
 * Shape: one row an id, in their order; null where there is none.
 */
export function lookup<T extends Contract>(contract: T, key: keyof T['columns'] & string) {
  const read = rowReader(contract)
  return async (reader: Reader, ids: readonly string[]): Promise<(RowOf<T> | null)[]> => {
    const rows = await reader.rows(sql`
      select * from ${text(contract.name)} where ${among(key, ids)}`)
    const byKey = new Map(rows.map((row) => [row[key], read(row)]))
    return ids.map((id) => byKey.get(id) ?? null)
  }
}
