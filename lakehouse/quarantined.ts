import type { CanonicalContract } from './contracts/bronze/canonical.ts'
import { CANONICAL_TABLES } from './contracts/bronze/tables.ts'
import {
  type Contract,
  type RowOf,
  bigint,
  contract,
  required,
  string,
  timestamp,
} from './contracts/contract.ts'
import { deadLetters } from './contracts/ops/dead-letters.ts'
import { quarantineOf } from './contracts/quarantine.ts'
import { collection } from './serving/collection.ts'
import { matches } from './serving/predicates.ts'
import { type Where, condition } from './serving/where.ts'
import { quoteName, quoteText } from './sql.ts'

/** Every table's quarantine, and messages that were refused, as one. */
export const quarantined = contract({
  name: 'ops.quarantined',
  grain: 'one row per row that was set aside',
  key: ['row_id'],
  columns: {
    row_id: required(string('table/source/line/rule, and a number where they are not unique.')),
    table_name: required(
      string('The table that refuses it, without its layer; events: a message.'),
    ),
    rule: required(string('The rule that it breaks.')),
    reason: required(string('The column or field, its value and what was expected.')),
    content: required(string('JSON, as it came.')),
    source: required(
      string(
        'The file, relative to the source’s folder; of a message its partition, or the way it came.',
      ),
    ),
    line: bigint('The physical line, from 1; of a message its offset.'),
    read_at: required(timestamp('When it was first read.', 'UTC')),
  },
})

/** The name of what is refused on its way in. */
const EVENTS = 'events'

export const QUARANTINED_TABLES: readonly string[] = [
  ...CANONICAL_TABLES.map(({ table }) => table),
  EVENTS,
]

/** The tables that it is made of. */
export const QUARANTINES: readonly Contract[] = [...CANONICAL_TABLES.map(quarantineOf), deadLetters]

/** One row of it. */
export type QuarantinedRow = RowOf<typeof quarantined>

export interface QuarantineFilter extends Where<QuarantineFilter> {
  readonly table?: string | null | undefined
  readonly rule?: string | null | undefined
}

export const quarantinedRows = collection({
  contract: quarantined,
  id: 'row_id',
  sorts: { READ_AT: { column: 'quarantined.read_at', type: 'timestamp' } },
  condition: (filter: QuarantineFilter | null | undefined) =>
    condition<QuarantineFilter>(filter, ({ table, rule }) => [
      ...matches('quarantined.table_name', { eq: table }),
      ...matches('quarantined.rule', { eq: rule }),
    ]),
})

/** A select of its rows. */
export const QUARANTINED_SELECT = selectOf([
  ...CANONICAL_TABLES.map(rowsSetAside),
  `select ${quoteText(EVENTS)} as table_name, rule, reason, value as content,
    coalesce(topic || '/' || partition, way) as source, "offset" as line, "at" as read_at from ${deadLetters.name}`,
])

function selectOf(selects: readonly string[]): string {
  return `select *, concat_ws('/', table_name, source, line, rule) || case when place = 1 then '' else '/' || place end as row_id
    from (
      select *, row_number() over (partition by table_name, source, line, rule order by read_at, content) as place
      from (${selects.join(' union all ')}) as rows_set_aside
    ) as placed`
}

function rowsSetAside(bronze: CanonicalContract): string {
  const given = Object.keys(bronze.given).map(quoteName)
  const row = given.map((column) => `${column} := ${column}`).join(', ')
  return `select ${quoteText(bronze.table)} as table_name, _rule as rule, _reason as reason,
    cast(to_json(struct_pack(${row})) as varchar) as content, coalesce(_source, '') as source, _line as line, _ingested_at as read_at
    from ${quarantineOf(bronze).name}`
}
