import { type Sql, sql, text } from '../sql.ts'
import { type RangeFilter, all, given, nullness } from './predicates.ts'

const SCALE = 4

/**
 * A ratio is compared as it is shown: as money, half away from zero.
 *
 * Limits are moved to the doubles where another amount begins to be shown, since a cast of the ratio errs next to them:
 * of 6421697.37965 DuckDB makes 6421697.3796.
 */
export function ratioWithin(column: string, filter: RangeFilter<string> | null | undefined): Sql[] {
  const name = text(column)
  const atLeast = (amount: bigint) =>
    sql`${name} ${text(amount > 0n ? '>=' : '>')} ${halfBelow(amount)}`
  const below = (amount: bigint) =>
    sql`${name} ${text(amount > 0n ? '<' : '<=')} ${halfBelow(amount)}`
  return [
    ...given(filter?.eq, (limit) => all([atLeast(ceiling(limit)), below(floor(limit) + 1n)])),
    ...given(filter?.gte, (limit) => atLeast(ceiling(limit))),
    ...given(filter?.gt, (limit) => atLeast(floor(limit) + 1n)),
    ...given(filter?.lte, (limit) => below(floor(limit) + 1n)),
    ...given(filter?.lt, (limit) => below(ceiling(limit))),
    ...nullness(name, filter?.isNull),
  ]
}

/** Amounts are whole ten-thousandths here. The half is shown as this one above zero, else as the one below. */
const halfBelow = (amount: bigint) =>
  sql`cast(${Number(`${amount * 10n - 5n}e-${SCALE + 1}`)} as double)`

/** The highest amount that is not above a decimal. */
function floor(decimal: string): bigint {
  const sign = decimal.startsWith('-') ? -1n : 1n
  const [whole, fraction = ''] = decimal.replace(/^[+-]/, '').split('.')
  const towardsZero = sign * BigInt(`${whole}${fraction.slice(0, SCALE).padEnd(SCALE, '0')}`)
  const isBetween = /[1-9]/.test(fraction.slice(SCALE))
  return sign < 0n && isBetween ? towardsZero - 1n : towardsZero
}

/** The lowest amount that is not below a decimal. */
function ceiling(decimal: string): bigint {
  return -floor(decimal.startsWith('-') ? decimal.slice(1) : `-${decimal.replace('+', '')}`)
}
