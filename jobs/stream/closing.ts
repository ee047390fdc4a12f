import type { Contract } from '../../lakehouse/contracts/contract.ts'
import { CLOSED_TABLES, EVENT_TABLES } from '../../lakehouse/contracts/live/tables.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { instantOf } from '../../lakehouse/instant.ts'
import { CLOSED } from '../../lakehouse/live/closed.ts'
import { quoteText } from '../../lakehouse/sql.ts'
import type { Model } from '../build/model.ts'
import { HOUR_MS, MINUTE_MS } from '../../lakehouse/durations.ts'

/** Tables that are closed by the hour: their rows are hours, or need what came long before, which is much to read each minute. */
const HOURLY = new Set(['live.sales_by_hour', 'live.sessions', 'live.funnel'])
/** How far before the last closing their models look: a day of a session, and what it waits for. The others do not. */
const LOOK_BACK_MS = 26 * HOUR_MS

/** The figures that no later event changes. */
export interface Closing {
  /** Writes what a committed watermark has passed since the last time; the typed rows of its commit are there. */
  readonly close: (watermark: number | undefined) => Promise<void>
}

export async function openClosing(
  engine: Engine,
  models: ReadonlyMap<string, Model>,
): Promise<Closing> {
  const closed = new Map<string, number | undefined>()
  for (const contract of CLOSED_TABLES) {
    const state = await engine.state(contract)
    closed.set(contract.name, state?.transactions.get(CLOSED))
  }

  async function closeTable(contract: Contract, to: number): Promise<void> {
    const from = closed.get(contract.name)
    await engine.view(
      'stream_closing',
      `select cast(${quoteText(instantOf(from ?? 0))} as timestamptz) as closed_from,
        cast(${quoteText(instantOf(to))} as timestamptz) as closed_to`,
    )
    await engine.write(contract, models.get(contract.name)!.select, {
      mode: 'append',
      moves: [{ appId: CLOSED, from, version: to }],
    })
    closed.set(contract.name, to)
  }

  return {
    async close(watermark) {
      if (watermark === undefined) return
      const due = CLOSED_TABLES.map((contract) => ({
        contract,
        to: boundOf(contract, watermark),
      })).filter(({ contract, to }) => to > (closed.get(contract.name) ?? 0))
      if (due.length === 0) return
      const since = Math.min(
        ...due.map(({ contract: { name } }) => (closed.get(name) ?? 0) - lookBackOf(name)),
      )
      const range = { column: 'event_ts', from: instantOf(Math.max(0, since)) }
      for (const contract of EVENT_TABLES) await engine.openRange(contract, range)
      for (const { contract, to } of due) await closeTable(contract, to)
    },
  }
}

const lookBackOf = (name: string) => (HOURLY.has(name) ? LOOK_BACK_MS : 0)

function boundOf({ name }: Contract, watermark: number): number {
  const unit = HOURLY.has(name) ? HOUR_MS : MINUTE_MS
  return Math.floor(watermark / unit) * unit
}
