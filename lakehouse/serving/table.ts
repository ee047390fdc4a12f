import type { Contract, RowOf } from '../contracts/contract.ts'
import { text } from '../sql.ts'
import type { Reader } from './reader.ts'
import { rowReader } from './row.ts'

/** Reads a small table whole, in an order of our own. */
export function tableOf<T extends Contract>(contract: T, order: string) {
  const read = rowReader(contract)
  return async (reader: Reader): Promise<RowOf<T>[]> => {
    const rows = await reader.rows(text(`select * from ${contract.name} order by ${order}`))
    return rows.map(read)
  }
}

/** Reads the one row of a table about the shop as a whole. */
export function theRowOf<T extends Contract>(contract: T) {
  const read = rowReader(contract)
  return async (reader: Reader): Promise<RowOf<T>> => {
    const [row] = await reader.rows(text(`select * from ${contract.name}`))
    if (row === undefined) throw new Error(`${contract.name} has no row`)
    return read(row)
  }
}
