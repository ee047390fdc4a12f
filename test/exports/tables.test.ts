import { expect, test } from 'vitest'
import { EXPORTS } from '../../lakehouse/exports/tables.ts'
import { GOLD_TABLES, SILVER_TABLES } from '../../lakehouse/contracts/tables.ts'

const CONTRACTS = [...SILVER_TABLES, ...GOLD_TABLES]

/** `silver.orders.notes` */
function declared(sql: string) {
  const [table, column] = sql.replace(/^metrics\./, 'sales_metrics.').split('.')
  const contract = CONTRACTS.find(({ name }) => name.endsWith(`.${table}`))
  return contract?.columns[column!]
}

test.each(Object.entries(EXPORTS))(
  '%s holds columns of the contracts, and knows the personal ones',
  (_, { columns }) => {
    for (const { name, sql, type, isPersonal } of columns) {
      expect(declared(sql)?.type, sql).toBe(type)
      expect(declared(sql)?.meaning.includes('Personal.'), sql).toBe(isPersonal)
      expect(sql.endsWith(`.${name}`)).toBe(true)
    }
    expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length)
  },
)
