import { contract, required, string, type Columns, type Contract } from './contract.ts'

/**
 * The table that keeps the rows which a silver table refuses: the raw row with the rule that it breaks.
 *
 * `quarantine.orders` from the contract of `bronze.orders`: the same columns, all of them nullable, and why.
 */
export function quarantineOf(bronze: Contract): Contract {
  const table = bronze.name.slice(bronze.name.indexOf('.') + 1)
  const raw: Columns = Object.fromEntries(
    Object.entries(bronze.columns).map(([name, column]) => [name, { ...column, nullable: true }]),
  )
  return contract<Columns>({
    name: `quarantine.${table}`,
    grain: `one row per row of ${bronze.name} that silver.${table} refuses`,
    columns: {
      ...raw,
      _rule: required(string('The rule that it breaks: missing_key, unparsable, orphan …')),
      _reason: required(string('The column, its value and what was expected.')),
    },
    key: [],
    sortedBy: ['_source', '_line'],
  })
}
