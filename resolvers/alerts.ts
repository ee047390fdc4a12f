import { type AlertState, alertStates } from '../lakehouse/alerts.ts'
import { listSize } from './bounds.ts'
import type { Context } from './context.ts'
import { Following } from './following.ts'

/** What needs attention, or no longer does. */
export interface Alert {
  readonly alertId: string
  readonly severity: string
  readonly title: string
  readonly message: string
  /** When it began. */
  readonly raisedAt: string
  /** null: it still needs attention. */
  readonly resolvedAt: string | null
  readonly tableName: string | null
}

/** The least severe first. */
const SEVERITIES = ['INFO', 'WARNING', 'CRITICAL']

/** Alerts of a severity and above: each when it begins, and when it has passed. */
export function alertsRaised({ minimum }: { readonly minimum: string }): Following<Alert> {
  return new Following({
    of: 'alerts',
    pick: (state) =>
      SEVERITIES.indexOf(state.severity) >= SEVERITIES.indexOf(minimum)
        ? { root: alertOf(state) }
        : undefined,
  })
}

/** Alerts as they stand now, the one that began last first. */
export async function latestAlerts(first: number, { lake }: Context): Promise<Alert[]> {
  const size = listSize(first)
  const states = Map.groupBy(await alertStates(lake), ({ alertId }) => alertId)
  return [...states.values()]
    .map((ofAlert) => alertOf(ofAlert.find(({ state }) => state === 'RESOLVED') ?? ofAlert[0]!))
    .sort((a, b) => b.raisedAt.localeCompare(a.raisedAt) || a.alertId.localeCompare(b.alertId))
    .slice(0, size)
}

function alertOf({ state, at, ...alert }: AlertState): Alert {
  return { ...alert, resolvedAt: state === 'RESOLVED' ? at : null }
}
