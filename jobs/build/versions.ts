import { CANONICAL_TABLES } from '../../lakehouse/contracts/bronze/tables.ts'
import type { Contract } from '../../lakehouse/contracts/contract.ts'
import { quarantineOf } from '../../lakehouse/contracts/quarantine.ts'
import { GOLD_TABLES, SEED_TABLES, SILVER_TABLES } from '../../lakehouse/contracts/tables.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import type { TableVersion } from '../../lakehouse/serving/publication.ts'
import type { RawTable } from '../sources/ingested.ts'

const CONTRACTS: readonly Contract[] = [
  ...CANONICAL_TABLES,
  ...CANONICAL_TABLES.map(quarantineOf),
  ...SEED_TABLES,
  ...SILVER_TABLES,
  ...GOLD_TABLES,
]

/** Every stored table of the shop at its newest version. */
export async function newestVersions(
  engine: Engine,
  rawTables: readonly RawTable[],
): Promise<TableVersion[]> {
  const contracts = [...rawTables.map(({ contract }) => contract), ...CONTRACTS]
  const states = await Promise.all(contracts.map((contract) => engine.state(contract)))
  return contracts.flatMap(({ name }, i) => {
    const state = states[i]
    if (state === undefined) return []
    return [{ table: name, version: BigInt(state.version), rows: state.rows }]
  })
}

/** The raw tables of an earlier set, for a run that read no files. */
export function rawVersions(tables: readonly TableVersion[]): TableVersion[] {
  const known = new Set(CONTRACTS.map(({ name }) => name))
  return tables.filter(({ table }) => !known.has(table))
}

export function isSameVersions(
  left: readonly TableVersion[],
  right: readonly TableVersion[],
): boolean {
  const versions = new Map(left.map(({ table, version }) => [table, version]))
  return (
    left.length === right.length &&
    right.every(({ table, version }) => versions.get(table) === version)
  )
}
