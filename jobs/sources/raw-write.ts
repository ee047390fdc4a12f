import type { RawContract } from '../../lakehouse/contracts/bronze/raw.ts'
import type { Engine, Written } from '../../lakehouse/engines/engine.ts'
import { quoteName, quoteText, text } from '../../lakehouse/sql.ts'
import type { PreviousTable } from './raw-history.ts'
import { rowsSelect } from './rows.ts'
import type { ReadFile } from './rows.ts'

/** What a run makes of a raw table. */
export interface RawChange {
  readonly contract: RawContract
  readonly previous: PreviousTable | undefined
  readonly reads: readonly ReadFile[]
  /** Files whose rows are not the ones of the last version any more. */
  readonly touched: readonly string[]
  readonly lineage: Readonly<Record<string, string>>
}

export interface RawWritten extends Written {
  /** Files with a record that no row could be made of. */
  readonly incomplete: readonly ReadFile[]
}

/**
 * Writes the rows of new and changed files; the rows of others stay.
 *
 * New files are appended. Where rows go, those that stay are copied: a partition a file would need every file's rows
 * in memory at once.
 */
export async function writeRaw(
  engine: Engine,
  change: RawChange,
  signal: AbortSignal | undefined,
): Promise<RawWritten> {
  const { contract, previous, reads, lineage } = change
  const isAddition = previous !== undefined && onlyAdds(change, previous)
  const counters = reads.map((_, i) => `unreadable_${contract.name.replace('.', '_')}_${i}`)
  for (const counter of counters) await engine.rows(text(`create or replace sequence ${counter}`))
  const selects = reads.map((read, i) => rowsSelect(contract, read, counters[i]!))
  if (previous !== undefined && !isAddition) {
    await engine.open(previous.contract, previous.version)
    selects.unshift(keptSelect(change, previous))
  }
  const select = selects.join('\nunion all\n') || emptySelect(contract)
  const written = await engine.write(contract, select, {
    mode: isAddition ? 'append' : 'overwrite',
    lineage,
    ...(signal && { signal }),
  })
  const advanced = await engine.rows(
    text('select sequence_name from duckdb_sequences() where last_value is not null'),
  )
  const isIncomplete = new Set(advanced.map(({ sequence_name }) => sequence_name))
  return { ...written, incomplete: reads.filter((_, i) => isIncomplete.has(counters[i])) }
}

/** Whether every touched file is a new one, in the table's columns. */
function onlyAdds({ contract, touched }: RawChange, previous: PreviousTable): boolean {
  const areColumnsSame =
    JSON.stringify(previous.contract.columns) === JSON.stringify(contract.columns)
  return areColumnsSame && touched.every((path) => !previous.files.has(path))
}

function keptSelect({ contract, touched }: RawChange, previous: PreviousTable): string {
  const columns = Object.keys(contract.columns).map((column) =>
    column in previous.contract.columns ? quoteName(column) : nullAs(column),
  )
  const condition =
    touched.length === 0 ? '' : `where _source not in (${touched.map(quoteText).join(', ')})`
  return `select ${columns.join(', ')} from ${contract.name} ${condition}`
}

function emptySelect(contract: RawContract): string {
  return `select ${Object.keys(contract.columns).map(nullAs).join(', ')} where false`
}

function nullAs(column: string): string {
  return `cast(null as varchar) as ${quoteName(column)}`
}
