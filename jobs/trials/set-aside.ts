import { CANONICAL_TABLES } from '../../lakehouse/contracts/bronze/tables.ts'
import { unreadableLines } from '../../lakehouse/contracts/bronze/unreadable-lines.ts'
import { quarantineOf } from '../../lakehouse/contracts/quarantine.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { quoteText, text } from '../../lakehouse/sql.ts'
import { stringOf } from '../build/cell.ts'

/** Rows that were set aside for one rule. */
export interface SetAside {
  /** The table that refuses them. */
  readonly table: string
  readonly rule: string
  readonly rows: bigint
  readonly examples: readonly Example[]
}

interface Example {
  /** `orders.csv:12`: the file, or the SQL that made the row, and the line. */
  readonly place: string
  /** The column, its value and what was expected. */
  readonly reason: string
  /** How many rows have this reason. */
  readonly rows: bigint
}

const EXAMPLES_MAX = 3
/** Every word is to be given a meaning, so every one is shown. */
const SHOWN_WHOLE = 'unknown_status'

/** What silver refused, by table and rule, the most frequent reasons as examples. The quarantines are written. */
export async function setAside(engine: Engine): Promise<SetAside[]> {
  const found: SetAside[] = []
  for (const bronze of CANONICAL_TABLES) {
    const { name } = quarantineOf(bronze)
    await engine.open(quarantineOf(bronze))
    found.push(
      ...(await grouped(
        engine,
        `select ${quoteText(bronze.table)} as table_name, _rule, _reason, _source, _line from ${name}`,
      )),
    )
  }
  return found
}

/** Records that could not be split, by raw table. */
export function unreadableRecords(engine: Engine): Promise<SetAside[]> {
  return grouped(
    engine,
    `select table_name, 'unreadable' as _rule, reason as _reason, _source, _line from ${unreadableLines.name}`,
  )
}

async function grouped(engine: Engine, refused: string): Promise<SetAside[]> {
  const rows = await engine.rows(
    text(`
      select table_name, _rule, _reason, count(*) as alike, sum(count(*)) over (partition by table_name, _rule) as total,
        concat(arg_min(_source, _line), ':', cast(min(_line) as varchar)) as place
      from (${refused})
      group by table_name, _rule, _reason
      order by table_name, _rule, alike desc, _reason`),
  )
  const byRule = Map.groupBy(
    rows,
    (row) => `${stringOf(row, 'table_name')} ${stringOf(row, '_rule')}`,
  )
  return [...byRule.values()].map((alike) => ({
    table: stringOf(alike[0]!, 'table_name'),
    rule: stringOf(alike[0]!, '_rule'),
    rows: BigInt(String(alike[0]!['total'])),
    examples: alike
      .filter((row, i) => i < EXAMPLES_MAX || row['_rule'] === SHOWN_WHOLE)
      .map((row) => ({
        place: stringOf(row, 'place'),
        reason: stringOf(row, '_reason'),
        rows: BigInt(String(row['alike'])),
      })),
  }))
}
