import { GOLD_TABLES, SILVER_TABLES } from '../../lakehouse/contracts/tables.ts'
import type { Engine, Row } from '../../lakehouse/engines/engine.ts'
import { quoteName, text } from '../../lakehouse/sql.ts'
import type { Golden, GoldenTable } from './golden-tables.ts'

/** Compares a table of the engine's session with golden rows, cell by cell: one line a difference. */
export async function differencesOf(engine: Engine, golden: GoldenTable): Promise<string[]> {
  const { part } = golden
  const contract = contractOf(golden.table)
  // A block without rows names no columns.
  const columns = golden.columns.length > 0 ? golden.columns : contract.key
  await engine.open(contract)
  const wanted = golden.rows.map((cells) => Object.fromEntries(columns.map((c, i) => [c, cells[i]])))
  const select = `select ${columns.map(quoteName).join(', ')} from ${golden.table} where ${part ?? 'true'}`
  const key = contract.key.filter((column) => columns.includes(column))
  const ours = byKey((await engine.rows(text(select))).map(plainRow), key)
  const theirs = byKey(wanted, key)
  const missing = [...theirs.keys()].filter((k) => !ours.has(k)).map((k) => `${k} is missing`)
  const extra = [...ours.keys()].filter((k) => part !== undefined && !theirs.has(k))
  const cells = [...theirs].flatMap(([k, row]) => {
    const own = ours.get(k)
    if (own === undefined) return []
    return columns
      .filter((column) => !isEqual(own[column], row[column]))
      .map((column) => `${k} ${column}: ${String(own[column])}, expected ${String(row[column])}`)
  })
  return [...missing, ...extra.map((k) => `${k} is not expected`), ...cells]
}

/** Compares row counts and exact sums of whole tables. */
export async function checksumDifferences(engine: Engine, golden: Golden): Promise<string[]> {
  const found: string[] = []
  for (const [name, { rows, sums }] of Object.entries(golden.checksums)) {
    const contract = contractOf(`gold.${name}`)
    await engine.open(contract)
    const columns = Object.keys(sums)
    const summed = columns.map((c) => `cast(sum(${quoteName(c)}) as decimal(38, 4)) as ${quoteName(c)}`)
    const [row] = await engine.rows(
      text(`select ${['count(*) as row_count', ...summed].join(', ')} from ${contract.name}`),
    )
    if (Number(row?.['row_count']) !== rows) found.push(`${name}: ${String(row?.['row_count'])} rows, expected ${rows}`)
    for (const column of columns) {
      if (Number(row?.[column] ?? 0) !== Number(sums[column] ?? 0))
        found.push(`${name} Σ ${column}: ${String(row?.[column])}, expected ${String(sums[column])}`)
    }
  }
  return found
}

function contractOf(name: string) {
  const contract = [...SILVER_TABLES, ...GOLD_TABLES].find((table) => table.name === name)
  if (!contract) throw new Error(`${name} has no contract`)
  return contract
}

function byKey(rows: readonly Row[], key: readonly string[]): Map<string, Row> {
  const named = new Map(rows.map((row) => [key.map((column) => String(row[column])).join(' · '), row]))
  if (named.size !== rows.length) throw new Error(`(${key.join(', ')}) is not unique in ${rows.length} rows`)
  return named
}

/** A golden file holds counts as numbers. */
function plainRow(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, typeof value === 'bigint' ? Number(value) : value]),
  )
}

/** Doubles within 1e-9 × max(1, |x|), everything else exactly. */
function isEqual(ours: unknown, theirs: unknown): boolean {
  if (typeof ours !== 'number' || typeof theirs !== 'number') return ours === theirs
  return Math.abs(ours - theirs) <= 1e-9 * Math.max(1, Math.abs(theirs))
}
