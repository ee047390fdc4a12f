import { bronzeEvents } from '../../lakehouse/contracts/bronze/events.ts'
import type { RowOf } from '../../lakehouse/contracts/contract.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { openDuckdb } from '../../lakehouse/engines/duckdb/duckdb.ts'
import { prepareLake } from '../../lakehouse/lake.ts'
import { quoteText } from '../../lakehouse/sql.ts'

type EventRow = RowOf<typeof bronzeEvents>

/** An event as a test tells it; what it leaves out is as a purchase of one has it. */
export type Told = Pick<EventRow, 'eventId' | 'eventTs'> & Partial<EventRow>

/** Appends one batch to `bronze.events`, as the stream leaves it. */
export async function tell(engine: Engine, events: readonly Told[], batch = 1n): Promise<void> {
  const selects = events.map((told, i) => rowSelect({ ...told, batch, offset: BigInt(i) }))
  await engine.write(bronzeEvents, selects.join(' union all '), { mode: 'append' })
}

/** The same for a lake that no engine is open on; the folder becomes one. */
export async function tellLake(lake: string, events: readonly Told[], batch = 1n): Promise<void> {
  prepareLake(lake)
  await using engine = await openDuckdb({ lake, memoryLimit: '200MB' })
  await tell(engine, events, batch)
}

function rowSelect(told: Told & Pick<EventRow, 'batch' | 'offset'>): string {
  const row: Partial<EventRow> = {
    eventType: 'purchase',
    quantity: 1,
    isSimulated: false,
    isLate: false,
    value: '{}',
    topic: 'orders',
    partition: 0,
    receivedAt: '2026-11-22T10:00:00.000000Z',
    date: told.eventTs.slice(0, 10),
    ...told,
  }
  const values = new Map(Object.entries(row))
  const columns = Object.entries(bronzeEvents.columns).map(([name, { type }]) => {
    const value = values.get(name.replaceAll(/_(\w)/g, (_, letter) => letter.toUpperCase()))
    const literal = typeof value === 'string' ? quoteText(value) : String(value ?? 'null')
    return `${type === 'timestamp' ? `try_to_timestamp(${literal})` : literal} as "${name}"`
  })
  return `select ${columns.join(', ')}`
}
