import { events } from '../../lakehouse/contracts/silver/events.ts'
import type { Engine, WriteOptions, Written } from '../../lakehouse/engines/engine.ts'
import { type EventsRead, eventsRead, lastRead } from './events-read.ts'
import { fingerprint } from './fingerprint.ts'
import type { Model } from './model.ts'
import type { Session } from './session.ts'
import type { TableStep } from './table.ts'

/**
 * `silver.events`, to which a run adds what came since the one before: a shop has more events than anything else, and may be built
 * each ten minutes.
 *
 * All of it is written again where its model has changed, or what it was made from is no longer there as it was.
 */
export function eventsStep({ engine, isFull, signal }: Session, model: Model): TableStep {
  const definition = fingerprint(engine.functions, model.select, events)

  /** What the table has; undefined where it is to be made anew. */
  async function standing(): Promise<EventsRead | undefined> {
    const last = isFull ? undefined : lastRead(await engine.state(events))
    if (last?.definition !== definition) return undefined
    const { batch, rows } = await eventsRead(engine, last.batch)
    return batch === last.batch && rows === last.rows ? last : undefined
  }

  return {
    contract: events,
    definition: [model.select],
    sql: model.select,
    reads: model.reads,
    async write(lineage) {
      const read = await eventsRead(engine)
      const before = await standing()
      const told = { ...lineage, read: JSON.stringify({ ...read, definition }) }
      const options = { lineage: told, signal }
      if (before) return await add(engine, { model, before, read, options })
      return await engine.write(events, model.select, { mode: 'overwrite', ...options })
    },
  }
}

interface Added {
  readonly model: Model
  readonly before: EventsRead
  readonly read: EventsRead
  readonly options: Omit<WriteOptions, 'mode'>
}

async function add(engine: Engine, { model, before, read, options }: Added): Promise<Written> {
  await engine.open(events)
  await engine.view(
    'run_events',
    `select * from bronze.events where batch > ${before.batch} and batch <= ${read.batch}`,
  )
  const written = await engine.write(events, newIds(model), { mode: 'append', ...options })
  await engine.compact(events, options)
  const state = await engine.state(events)
  await engine.open(events)
  return { ...written, version: state!.version, rows: state!.rows }
}

/** Events of ids that are not there yet; these are looked up by those that came, which are fewer. */
const newIds = ({ select }: Model) => `
  with came as (
${select}
  ),

  known as (
    select event_id
    from silver.events
    where event_id in (select event_id from came)
  )

  select came.*
  from came
  left join known on came.event_id = known.event_id
  where known.event_id is null`
