import type { RowOf } from '../contracts/contract.ts'
import { cohorts as contract } from '../contracts/gold/cohorts.ts'
import { type Sql, sql, text } from '../sql.ts'
import { type DayRange, all, dayWithin } from './predicates.ts'
import type { Reader } from './reader.ts'
import { rowReader } from './row.ts'

/** One row of `gold.cohorts`. */
export type CohortCell = RowOf<typeof contract>

export interface CohortsAsked {
  readonly basis: string
  /** Cohort months whose first day lies in it. */
  readonly range: DayRange | null | undefined
  /** Months since below it. */
  readonly months: number
}

const read = rowReader(contract)

/** Cells by month, each with its months since in order; no month without a customer. */
export async function cohorts(reader: Reader, asked: CohortsAsked): Promise<CohortCell[][]> {
  const rows = await reader.rows(sql`select * ${cohortCells(asked)}`)
  return [...Map.groupBy(rows.map(read), (cell) => cell.cohortMonth).values()]
}

/** What follows the columns of a select of cells. */
export function cohortCells({ basis, range, months }: CohortsAsked): Sql {
  const within = all(dayWithin(text('cohort_month'), range))
  return sql`from gold.cohorts where basis = ${basis} and months_since < ${BigInt(months)} and ${within}
    order by cohort_month, months_since`
}
