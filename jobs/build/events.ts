import { bronzeEvents } from '../../lakehouse/contracts/bronze/events.ts'
import type { ColumnType } from '../../lakehouse/contracts/contract.ts'
import { events } from '../../lakehouse/contracts/silver/events.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { once } from '../../lakehouse/once.ts'
import { newestPublication, versionOf } from '../../lakehouse/publication.ts'
import type { TableVersion } from '../../lakehouse/serving/publication.ts'
import { quoteName } from '../../lakehouse/sql.ts'
import { eventsRead, lastRead } from './events-read.ts'
import type { Relation } from './relation.ts'
import type { Session } from './session.ts'

/** The events that a run may read: those that are there when it begins, whatever comes meanwhile. */
export interface RunEvents {
  /** Of `bronze.events`. */
  readonly version: TableVersion
  /** Of no later batch; undefined: of all. */
  readonly until?: number | undefined
}

const { name } = bronzeEvents

/** Undefined: nothing was ever streamed into the lake. */
export async function newestEvents(engine: Engine): Promise<RunEvents | undefined> {
  const state = await engine.state(bronzeEvents)
  if (state === undefined) return undefined
  return { version: { table: name, version: BigInt(state.version), rows: state.rows } }
}

/** The events that the newest publication was made from: a run that reads no files reads no later events either. */
export async function publishedEvents(
  engine: Engine,
  lake: string,
): Promise<RunEvents | undefined> {
  const there = await newestEvents(engine)
  const newest = await newestPublication(lake)
  const version = newest && versionOf(newest, events.name)
  if (there === undefined || version === undefined) return there
  // By batch, not by version: the stream forgets its versions after a day.
  return { ...there, until: lastRead(await engine.state(events, version))?.batch }
}

/**
 * `run_events`: what `silver.events` reads in this run.
 *
 * Versions of `bronze.events` that only put files together have the same rows: what was made from them stays.
 */
export async function eventsView(
  { engine }: Session,
  given: RunEvents | undefined,
): Promise<Relation> {
  if (given === undefined)
    return { identity: name, tables: [], open: once(() => engine.view('run_events', NO_EVENTS)) }
  const { version, until } = given
  await engine.open(bronzeEvents, Number(version.version))
  const bound = until === undefined ? '' : `where batch <= ${until}`
  await engine.view('run_events', `select * from ${name} ${bound}`)
  const { batch, rows } = await eventsRead(engine)
  return { identity: `${name}:${batch}/${rows}`, tables: [name], open: async () => {} }
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
