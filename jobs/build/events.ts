import { bronzeEvents } from '../../lakehouse/contracts/bronze/events.ts'
import type { ColumnType } from '../../lakehouse/contracts/contract.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { once } from '../../lakehouse/once.ts'
import { newestPublication } from '../../lakehouse/publication.ts'
import type { TableVersion } from '../../lakehouse/serving/publication.ts'
import { quoteName } from '../../lakehouse/sql.ts'
import { type Relation, storedRelation } from './relation.ts'
import type { Session } from './session.ts'

const { name } = bronzeEvents

/** The events that a whole build reads: those that are there when it begins, whatever comes meanwhile. */
export async function newestEvents(engine: Engine): Promise<TableVersion | undefined> {
  const state = await engine.state(bronzeEvents)
  return state && { table: name, version: BigInt(state.version), rows: state.rows }
}

/** The events that the newest publication was made from: a run that reads no files reads no later events either. */
export async function publishedEvents(lake: string): Promise<TableVersion | undefined> {
  const newest = await newestPublication(lake)
  return newest?.tables.find(({ table }) => table === name)
}

/** `bronze.events` at that version; without one, no rows: nothing was ever streamed into the lake. */
export function eventsRelation(session: Session, events: TableVersion | undefined): Relation {
  if (events !== undefined) return storedRelation(session, bronzeEvents, Number(events.version))
  return {
    identity: name,
    tables: [],
    open: once(() => session.engine.view(name, NO_EVENTS)),
  }
}

/** NULLs in words that both engines know. */
const NULLS: Readonly<Record<ColumnType, string>> = {
  string: 'cast(null as string)',
  integer: 'cast(null as integer)',
  bigint: 'cast(null as bigint)',
  decimal: 'cast(null as decimal(18, 4))',
  double: 'cast(null as double)',
  boolean: 'cast(null as boolean)',
  date: 'cast(null as date)',
  timestamp: 'try_to_timestamp(cast(null as string))',
}

const NO_EVENTS = `select ${Object.entries(bronzeEvents.columns)
  .map(([column, { type }]) => `${NULLS[type]} as ${quoteName(column)}`)
  .join(', ')} where false`
