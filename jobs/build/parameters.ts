import { quoteText } from '../../lakehouse/sql.ts'

/** What a deployment sets for itself; models read it as the one-row view `run_parameters`. */
export interface Parameters {
  readonly sourceTimezone: string
  readonly businessTimezone: string
  /** Amounts as exact text. */
  readonly acquisitionCost: string
  readonly expectedLifetimeMonths: number
  readonly minimumTenureMonths: number
  readonly priceBands: readonly [string, string, string]
  /** Undefined: max(2, ⌈baskets ÷ 10,000⌉). */
  readonly minBaskets?: number | undefined
  /** Whether purchases that the simulator made become orders. */
  readonly promoteSimulated: boolean
}

/** The view's body, in words that both engines know. */
export function parametersSelect(parameters: Parameters): string {
  const [budget, mid, premium] = parameters.priceBands
  return `select
    ${quoteText(parameters.sourceTimezone)} as source_timezone,
    ${quoteText(parameters.businessTimezone)} as business_timezone,
    ${money(parameters.acquisitionCost)} as acquisition_cost,
    cast(${parameters.expectedLifetimeMonths} as integer) as expected_lifetime_months,
    cast(${parameters.minimumTenureMonths} as integer) as minimum_tenure_months,
    ${money(budget)} as price_band_budget,
    ${money(mid)} as price_band_mid,
    ${money(premium)} as price_band_premium,
    cast(${parameters.minBaskets ?? 'null'} as integer) as minimum_baskets,
    ${parameters.promoteSimulated} as promote_simulated`
}

function money(amount: string): string {
  return `cast(${quoteText(amount)} as decimal(18, 4))`
}
