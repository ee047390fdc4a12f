import type { Engine } from '../../lakehouse/engines/engine.ts'
import { once } from '../../lakehouse/once.ts'
import { quoteText, text } from '../../lakehouse/sql.ts'
import { JobError } from '../errors.ts'
import { numberOf, stringOf } from './cell.ts'
import { CALENDAR_RANGE, calendarSelect } from './calendar.ts'
import { fingerprint } from './fingerprint.ts'
import { type Parameters, parametersSelect } from './parameters.ts'
import type { Relation } from './relation.ts'
import type { Session } from './session.ts'

/** `run_parameters`: what the deployment sets. */
export function parametersView({ engine }: Session, parameters: Parameters): Relation {
  const select = parametersSelect(parameters)
  return {
    identity: fingerprint(select),
    tables: [],
    open: once(() => engine.view('run_parameters', select)),
  }
}

/**
 * `run_as_of`: the logical moment of the build, the one that was asked for or else that of the latest order.
 *
 * A shop without orders has the moment at which its customers were read, so that nothing depends on the clock.
 * Errors: `JobError` `SOURCE_INVALID` for a shop without rows.
 */
export async function asOfView(session: Session, asked: string | undefined): Promise<Relation> {
  const { engine } = session
  await openAll(session, ['run_parameters'])
  const asOf = asked === undefined ? await latestMoment(session) : await readMoment(engine, asked)
  const select = `
    select as_of, cast(from_utc_timestamp(as_of, business_timezone) as date) as as_of_day
    from (select try_to_timestamp(${quoteText(asOf)}) as as_of) as moment
    cross join run_parameters`
  const { identity: zones } = await session.relation('run_parameters')
  return {
    identity: fingerprint(asOf, zones),
    tables: [],
    open: once(() => engine.view('run_as_of', select)),
  }
}

/** `run_calendar`: one row a local day that figures may fall on. */
export async function calendarView(session: Session): Promise<Relation> {
  const { engine } = session
  await openAll(session, ['run_parameters', 'run_as_of', 'silver.orders', 'silver.customers'])
  const [range] = await engine.rows(text(CALENDAR_RANGE))
  const select =
    range === undefined
      ? calendarSelect('1970-01-01', 0)
      : calendarSelect(stringOf(range, 'first_day'), numberOf(range, 'days'))
  return {
    identity: fingerprint(select),
    tables: [],
    open: once(() => engine.stage('run_calendar', select)),
  }
}

async function openAll(session: Session, names: readonly string[]): Promise<void> {
  const relations = await Promise.all(names.map(session.relation))
  await Promise.all(relations.map(({ open }) => open()))
}

async function latestMoment(session: Session): Promise<string> {
  await openAll(session, ['silver.orders', 'bronze.customers'])
  const [row] = await session.engine.rows(
    text(
      `select coalesce((select max(order_date) from silver.orders), (select max(_ingested_at) from bronze.customers)) as as_of`,
    ),
  )
  if (typeof row?.['as_of'] === 'string') return row['as_of']
  throw new JobError(
    'SOURCE_INVALID',
    'the source gave neither an order nor a customer: there is nothing to build',
  )
}

async function readMoment(engine: Engine, asked: string): Promise<string> {
  const [row] = await engine.rows(
    text(
      `select read_instant(${quoteText(asked)}, source_timezone, business_timezone) as as_of from run_parameters`,
    ),
  )
  if (typeof row?.['as_of'] === 'string') return row['as_of']
  throw new JobError(
    'SOURCE_INVALID',
    `--as-of ${asked}: write a day or an instant, such as 2026-11-22 or 2026-11-22T18:00:00Z`,
  )
}
