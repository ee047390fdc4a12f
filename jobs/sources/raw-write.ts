import type { RawContract } from '../../lakehouse/contracts/bronze/raw.ts'
import type { Engine, Written } from '../../lakehouse/engines/engine.ts'
import { quoteName, quoteText } from '../../lakehouse/sql.ts'
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
): Promise<Written> {
  const { contract, previous, reads, lineage } = change
  const isAddition = previous !== undefined && onlyAdds(change, previous)
  const selects = reads.map((read) => rowsSelect(contract, read))
  if (previous !== undefined && !isAddition) {
    await engine.open(previous.contract, previous.version)
    selects.unshift(keptSelect(change, previous))
  }
  return await engine.write(contract, selects.join('\nunion all\n') || emptySelect(contract), {
    mode: isAddition ? 'append' : 'overwrite',
    lineage,
    ...(signal && { signal }),
  })
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
