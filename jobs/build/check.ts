import type { Check, Contract, Severity } from '../../lakehouse/contracts/contract.ts'
import type { CallOptions, Engine, Row } from '../../lakehouse/engines/engine.ts'
import { quoteName, text } from '../../lakehouse/sql.ts'

/** What a check found in a table. */
export interface CheckResult {
  readonly table: string
  readonly rule: string
  readonly severity: Severity | 'quarantine'
  readonly checked: bigint
  readonly failed: bigint
}

/**
 * Holds a table against its contract: the declared checks, and the ones that any contract implies (`required`, `unique_key`).
 *
 * Shape: one result a check. Every table that a check reads is open.
 */
export async function checkTable(
  engine: Engine,
  contract: Contract,
  options: CallOptions,
): Promise<CheckResult[]> {
  const checks = [...impliedChecks(contract), ...(contract.checks ?? [])]
  const ofRows = checks.filter((check) => 'violation' in check)
  const counts = ofRows.map(({ violation }, i) => `count_if(${violation}) as failed_${i}`)
  const [counted] = await engine.rows(
    text(`select ${['count(*) as checked', ...counts].join(', ')} from ${contract.name}`),
    options,
  )
  const checked = countOf(counted, 'checked')
  const result = ({ rule, severity }: Check, failed: bigint): CheckResult => ({
    table: contract.name,
    rule,
    severity,
    checked,
    failed,
  })
  const results = ofRows.map((check, i) => result(check, countOf(counted, `failed_${i}`)))
  for (const check of checks) {
    if (!('count' in check)) continue
    const [row] = await engine.rows(text(check.count), options)
    results.push(result(check, countOf(row, Object.keys(row ?? {})[0] ?? check.rule)))
  }
  return results
}

function impliedChecks({ name, columns, key }: Contract): Check[] {
  const required = Object.keys(columns).filter((column) => !columns[column]!.nullable)
  const implied: Check[] = []
  if (required.length > 0) {
    const violation = required.map((column) => `${quoteName(column)} is null`).join(' or ')
    implied.push({ rule: 'required', severity: 'fail', violation })
  }
  if (key.length > 0) {
    const columnsOfKey = key.map(quoteName).join(', ')
    const repeated = `select ${columnsOfKey} from ${name} group by ${columnsOfKey} having count(*) > 1`
    implied.push({
      rule: 'unique_key',
      severity: 'fail',
      count: `select count(*) as failed from (${repeated}) as repeated`,
    })
  }
  return implied
}

function countOf(row: Row | undefined, column: string): bigint {
  const value = row?.[column]
  if (typeof value === 'bigint') return value
  throw new Error(`a check counts ${column} as ${String(value)}`)
}
