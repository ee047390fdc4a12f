import { alerts } from '../../lakehouse/contracts/ops/alerts.ts'
import { tableIn } from '../../lakehouse/delta/table.ts'
import { readIfTable } from '../../lakehouse/delta/transaction.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import type { EventLog } from '../../lakehouse/events/event-log.ts'
import { instantOf } from '../../lakehouse/instant.ts'
import { stringCell } from '../../lakehouse/serving/cells.ts'
import { quoteText, sql } from '../../lakehouse/sql.ts'
import { openAlertFacts } from './alert-facts.ts'
import { ALERT_RULES, type AlertFacts, type AlertLimits, type AlertRule } from './alert-rules.ts'
import { pause } from '../../lakehouse/pause.ts'

export interface AlertOptions {
  readonly log: EventLog
  readonly lake: string
  readonly engine: Engine
  readonly limits: AlertLimits
  readonly signal: AbortSignal
  /** Gets what goes wrong: the next look comes all the same. */
  readonly report: (message: string) => void
}

const EACH_MS = 10_000

/** Looks each 10 s until the signal, and tells in `ops.alerts` what needs attention and what no longer does. */
export async function watchAlerts(options: AlertOptions): Promise<void> {
  const { signal, report } = options
  const facts = openAlertFacts(options)
  while (!signal.aborted) {
    try {
      await tellAlerts(options, await facts(Date.now()))
    } catch (error) {
      if (!signal.aborted) report(`alerts are not looked for: ${String(error)}`)
    }
    await pause(EACH_MS, signal)
  }
}

/**
 * Raises and resolves alerts by what is known now.
 *
 * Each state of each alert is a row once, whoever writes it and however often they are started: the table's own log counts
 * the states of each kind, raised ones odd.
 */
export async function tellAlerts(
  { lake, engine, limits }: Pick<AlertOptions, 'lake' | 'engine' | 'limits'>,
  facts: AlertFacts,
): Promise<void> {
  for (const rule of ALERT_RULES) {
    const table = await readIfTable(tableIn(engine, lake, alerts.name))
    const states = table?.transactions.get(appOf(rule)) ?? 0
    const isRaised = states % 2 === 1
    const { is, message } = rule.judge(facts, limits)
    if (is !== (isRaised ? 'good' : 'bad')) continue
    const at = instantOf(facts.now)
    const alertId = `${rule.kind}-${Math.floor(states / 2) + 1}`
    const raisedAt = isRaised ? await raisedAtOf(engine, alertId) : at
    await engine.write(
      alerts,
      rowOf(rule, { alertId, isRaised: !isRaised, message, raisedAt, at }),
      {
        mode: 'append',
        txn: { appId: appOf(rule), version: states + 1 },
      },
    )
    await engine.compact(alerts, {})
  }
}

const appOf = ({ kind }: AlertRule) => `lakegate-alerts:${kind}`

async function raisedAtOf(engine: Engine, alertId: string): Promise<string> {
  await engine.open(alerts)
  const [row] = await engine.rows(sql`select raised_at from ops.alerts where alert_id = ${alertId}`)
  return stringCell(row, 'raised_at')
}

interface State {
  readonly alertId: string
  readonly isRaised: boolean
  readonly message: string
  readonly raisedAt: string
  readonly at: string
}

const instant = (value: string) => `try_to_timestamp(${quoteText(value)})`

function rowOf({ kind, title, table }: AlertRule, state: State): string {
  const { alertId, isRaised, message, raisedAt, at } = state
  return `select ${quoteText(alertId)} as alert_id, ${quoteText(isRaised ? 'RAISED' : 'RESOLVED')} as state,
    ${quoteText(kind)} as kind, 'WARNING' as severity, ${quoteText(title)} as title, ${quoteText(message)} as message,
    ${quoteText(table)} as table_name, ${instant(raisedAt)} as raised_at, ${instant(at)} as "at"`
}
