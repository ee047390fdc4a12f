import { type CohortCell, type CohortsAsked, cohorts } from '../lakehouse/serving/cohorts.ts'
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
export function cohortMatrix(args: CohortsArguments, { reader }: Context): Promise<CohortCell[][]> {
  return cohorts(reader, cohortsScope(args))
}

/** Errors: `BAD_USER_INPUT` for months and ranges out of bounds. */
export function cohortsScope({ basis, range, months }: CohortsArguments): CohortsAsked {
  return { basis, range: forward(range), months: within('months', months, MONTHS_MAX) }
}
