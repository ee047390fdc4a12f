import type { ExportColumn, ExportRows } from '../lakehouse/exports/rows.ts'
import { EXPORTS, type ExportName, type ExportScopes } from '../lakehouse/exports/tables.ts'
import type { Reader } from '../lakehouse/serving/reader.ts'
import { bounded, forward } from './bounds.ts'
import { type CohortsArguments, cohortsScope } from './cohorts.ts'
import { badInput } from './refusal.ts'
import { type MetricsArguments, metricsScope } from './sales-metrics.ts'
import type { Scope } from './scope.ts'
import { checkSearch, forbidden } from './scopes.ts'

/** The arguments of each export: those of the API's field of the same rows. */
export interface ExportArguments extends Omit<ExportScopes, 'sales-metrics' | 'cohorts'> {
  'sales-metrics': MetricsArguments
  cohorts: CohortsArguments
}

export interface ExportAsked<Name extends ExportName = ExportName> {
  readonly name: Name
  readonly args: ExportArguments[Name]
  /** undefined: all that the caller may see. */
  readonly columns: readonly string[] | undefined
}

/** What choosing rows depends on. */
interface ExportContext {
  readonly scopes: ReadonlySet<Scope>
  readonly publication: Reader['publication']
}

/**
 * The rows of an export, in the columns that a caller may see.
 *
 * Errors: `FORBIDDEN` for personal columns and searches without the scope `pii`; `BAD_USER_INPUT` for unknown columns, and
 * as the API's field.
 */
export function exportRows<Name extends ExportName>(
  { name, args, columns }: ExportAsked<Name>,
  { scopes, publication }: ExportContext,
): ExportRows {
  if (name === 'customers' && 'where' in args) checkSearch(args.where, { scopes })
  const table = EXPORTS[name]
  return {
    name,
    columns: chosen(table.columns, columns, scopes),
    isJoined: table.isJoined ?? false,
    source: table.source(SCOPES[name](args), { publication }),
  }
}

const SCOPES: {
  readonly [Name in ExportName]: (args: ExportArguments[Name]) => ExportScopes[Name]
} = {
  customers: ({ where }) => ({ where: bounded(where) }),
  products: ({ where }) => ({ where: bounded(where) }),
  orders: ({ where }) => ({ where: bounded(where) }),
  'sale-lines': ({ range, where }) => ({ range: forward(range), where: bounded(where) }),
  'sales-metrics': metricsScope,
  cohorts: cohortsScope,
}

/** In the order in which they are named. */
function chosen(
  columns: readonly ExportColumn[],
  names: readonly string[] | undefined,
  scopes: ReadonlySet<Scope>,
): readonly ExportColumn[] {
  const isSeen = ({ isPersonal }: ExportColumn) => !isPersonal || scopes.has('pii')
  if (!names) return columns.filter(isSeen)
  const repeated = names.find((name, i) => names.indexOf(name) !== i)
  if (repeated !== undefined) throw badInput(`columns name ${JSON.stringify(repeated)} twice`)
  return names.map((name) => {
    const column = columns.find((each) => each.name === name)
    if (!column)
      throw badInput(
        `there is no column ${JSON.stringify(name)}: columns are ${columns.map((each) => each.name).join(', ')}`,
      )
    if (!isSeen(column)) throw forbidden(`the column ${name}`, 'pii')
    return column
  })
}
