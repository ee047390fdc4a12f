import { type CohortCell, cohorts } from '../lakehouse/serving/cohorts.ts'
import type { DayRange } from '../lakehouse/serving/predicates.ts'
import { forward, within } from './bounds.ts'
import type { Context } from './context.ts'

const MONTHS_MAX = 60

export interface CohortsArguments {
  readonly basis: string
  readonly range?: DayRange | null | undefined
  readonly months: number
}

/** The cells of each cohort, from its first month. */
export function cohortMatrix(
  { basis, range, months }: CohortsArguments,
  { reader }: Context,
): Promise<CohortCell[][]> {
  return cohorts(reader, {
    basis,
    range: forward(range),
    months: within('months', months, MONTHS_MAX),
  })
}
