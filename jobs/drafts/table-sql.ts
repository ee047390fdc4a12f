import { ORIGIN } from '../../lakehouse/contracts/bronze/canonical.ts'
import type { CanonicalContract } from '../../lakehouse/contracts/bronze/canonical.ts'
import { candidatesFor } from './candidates.ts'
import {
  type DraftColumn,
  categoriesWithin,
  draftColumns,
  sqlOf,
  subcategorySql,
} from './draft-columns.ts'
import type { Guesses } from './guess.ts'
import type { Sheet } from './sheet.ts'
import { type TableDraft, type TablePart, requiredColumns } from './table-draft.ts'

export interface SqlContext {
  /** Of the shop: raw tables begin with it. */
  readonly source: string
  readonly drafts: readonly TableDraft[]
}

/** The SQL file of a canonical table: what was found, the forms that were found in it, and what was not found. */
export function tableSql({ table, parts }: TableDraft, context: SqlContext): string {
  const hasOwnCategories = context.drafts.some(
    (draft) =>
      draft.table.table === 'product_categories' && draft.parts.some(({ isGrouped }) => !isGrouped),
  )
  const chosen = parts.map((part) => ({
    part,
    columns: draftColumns(table, part, hasOwnCategories),
  }))
  const names = Object.keys(table.given).filter((name) =>
    chosen.some(({ columns }) => columns.some((column) => column.name === name)),
  )
  const notes = new Set(
    chosen.flatMap(({ columns }) =>
      columns.flatMap(({ name, note }) => (note === undefined ? [] : [`-- ${name}: ${note}.`])),
    ),
  )
  const selects = chosen.map(({ part, columns }) =>
    part.isGrouped
      ? groupedSelect(table, { part, columns }, context)
      : ownSelect(names, { part, columns }, context),
  )
  const grain = `-- bronze.${table.table}: one row per ${parts[0]!.isGrouped ? `${table.entityKey.join(' and ')} of the rows of ${parts[0]!.sheet.name}` : `row of ${parts.map(({ sheet }) => sheet.name).join(' and ')}`}.`
  const missing = Object.keys(table.given).filter((name) => !names.includes(name))
  return [
    [grain, ...notes].join('\n'),
    selects.join('\n\nunion all\n\n'),
    missingComment(missing, { table, parts }, context),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n')
}

interface Sketch {
  readonly table: CanonicalContract
  readonly sheet: Sheet
  readonly guesses: Guesses
}

/** A select for a person to finish: what was found, and NULL for what is required and was not. */
export function sketchSql({ table, sheet, guesses }: Sketch, context: SqlContext): string {
  const columns = draftColumns(table, { sheet, guesses, isGrouped: false }, true)
  const required = requiredColumns(table)
  const values = Object.keys(table.given).flatMap((name) => {
    const column = columns.find((candidate) => candidate.name === name)
    if (column !== undefined) return [aliased(column.sql, name)]
    if (!required.includes(name)) return []
    const candidates = candidatesFor(name, { table, sheet, drafts: context.drafts })
    const hint =
      candidates.length === 0 ? 'no column is like it' : `perhaps ${candidates.join(', ')}`
    return [`-- ${name}: ${hint}\n    null as ${name}`]
  })
  return selectFrom(values, `bronze.${context.source}_${sheet.name}`)
}

interface Chosen {
  readonly part: TablePart
  readonly columns: readonly DraftColumn[]
}

function ownSelect(
  names: readonly string[],
  { part, columns }: Chosen,
  { source }: SqlContext,
): string {
  const values = names.map((name) => {
    const column = columns.find((candidate) => candidate.name === name)
    return aliased(column?.sql ?? 'cast(null as varchar)', name)
  })
  return selectFrom([...values, ...Object.keys(ORIGIN)], `bronze.${source}_${part.sheet.name}`)
}

function groupedSelect(
  table: CanonicalContract,
  { part, columns }: Chosen,
  { source }: SqlContext,
): string {
  const from = `bronze.${source}_${part.sheet.name}`
  const within = table.table === 'product_categories' ? categoriesWithin(part) : undefined
  if (within !== undefined) {
    const { category, sub } = within
    const root = sqlOf(category)
    const [roots, below] = [
      [`${root} as category_id`, `${root} as name`, 'null as parent_category_id'],
      [
        `${subcategorySql(category, sub)} as category_id`,
        `${sqlOf(sub)} as name`,
        `${root} as parent_category_id`,
      ],
    ].map((values) => selectFrom(values, from, 'select distinct'))
    return `${roots}\nwhere ${root} is not null\n\nunion all\n\n${below}\nwhere ${sqlOf(sub)} is not null`
  }
  const [key, ...others] = columns
  const values = others.map(({ name, sql }) => aliased(anyOf(sql, table.given[name]!.kind), name))
  return `${selectFrom([aliased(key!.sql, key!.name), ...values], from)}\nwhere ${key!.sql} is not null\ngroup by ${key!.sql}`
}

/** One value of a group: the first moment and word, the highest number. */
function anyOf(sql: string, kind: string): string {
  return kind === 'decimal' || kind === 'integer'
    ? `max(try_cast(${sql} as decimal(18, 4)))`
    : `min(${sql})`
}

function selectFrom(values: readonly string[], from: string, verb = 'select'): string {
  return `${verb}\n${values.map((value) => `    ${value}`).join(',\n')}\nfrom ${from}`
}

function aliased(sql: string, name: string): string {
  return sql === name ? name : `${sql} as ${name}`
}

function missingComment(
  missing: readonly string[],
  { table, parts }: Pick<TableDraft, 'table' | 'parts'>,
  context: SqlContext,
): string {
  const lines = missing.map((name) => ({
    name,
    candidates: candidatesFor(name, { table, sheet: parts[0]!.sheet, drafts: context.drafts }),
  }))
  const none = lines.filter(({ candidates }) => candidates.length === 0).map(({ name }) => name)
  return [
    ...lines
      .filter(({ candidates }) => candidates.length > 0)
      .map(({ name, candidates }) => `-- ${name}: not found; perhaps ${candidates.join(', ')}`),
    ...(none.length === 0 ? [] : [`-- Not found, and no column is like it: ${none.join(', ')}`]),
  ].join('\n')
}
