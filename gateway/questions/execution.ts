import type { IncomingHttpHeaders } from 'node:http'
import type { ExecutionResult } from 'graphql'
import type { CallOptions, Row } from '../../lakehouse/engines/engine.ts'
import { LakehouseError } from '../../lakehouse/errors.ts'
import type { EventLog } from '../../lakehouse/events/event-log.ts'
import type { LiveLake } from '../../lakehouse/live-lake.ts'
import type { Lease } from '../../lakehouse/serving/held.ts'
import type { Reader } from '../../lakehouse/serving/reader.ts'
import { type Sql, numbered } from '../../lakehouse/sql.ts'
import { publicationAsOf } from '../../resolvers/as-of.ts'
import { type Change, type Context, createContext } from '../../resolvers/context.ts'
import { type Operation, askedAsOf } from './as-of.ts'
import type { Caller } from '../callers/caller.ts'
import { type Earlier, leaseEarlier } from './earlier.ts'
import type { Metrics } from '../watching/metrics.ts'
import type { Queue } from './queue.ts'
import { traced } from '../watching/tracing.ts'

/** What an execution reads. */
export interface Read extends Earlier {
  readonly lake: LiveLake
  readonly eventLog: { readonly open: () => Promise<EventLog> }
  readonly queues: { readonly rows: Queue; readonly scan: Queue }
  readonly metrics: Pick<Metrics, 'statement'>
}

export interface Asked {
  /** undefined: whatever is current. */
  readonly operation: Operation | undefined
  readonly headers: IncomingHttpHeaders
  readonly caller: Caller
  /** Gets what the operation changes; default: it changes nothing. */
  readonly noteChange?: (change: Change) => void
  /** When nobody waits for it any more. */
  readonly stop: AbortSignal
  /** As `performance.now()` tells it. */
  readonly endsAt: number
}

/** What an operation gave, and what it was made from. */
export interface Executed {
  readonly result: ExecutionResult
  readonly publication: Reader['publication']
  /** Whether the same question to the same publication has the same answer. */
  readonly isRepeatable: boolean
  readonly isPersonal: boolean
}

/**
 * Runs an operation on the publication that it asks for, which it holds until the end.
 *
 * Errors: `LakehouseError` `NO_PUBLICATION`, and those of choosing a publication.
 */
export async function execute(
  read: Read,
  asked: Asked,
  run: (context: Context) => Promise<ExecutionResult>,
): Promise<Executed> {
  const { value: result, isOfPublication, ...known } = await within(read, asked, run)
  return { result, ...known, isRepeatable: isOfPublication && !result.errors }
}

/** What was made from a publication. */
export interface Within<T> extends Pick<Executed, 'publication' | 'isPersonal'> {
  readonly value: T
  /** Whether nothing was read that is no fact of it. */
  readonly isOfPublication: boolean
}

/** As `execute`, for any work. */
export async function within<T>(
  read: Read,
  asked: Asked,
  work: (context: Context) => Promise<T>,
): Promise<Within<T>> {
  using lease = await chosen(read, asked)
  let isOfPublication = true
  let isPersonal = false
  const { caller, stop, noteChange = () => {} } = asked
  const context = createContext({
    reader: readerOf(lease, read, asked),
    scopes: caller.scopes,
    notePersonal: () => (isPersonal = true),
    noteChange,
    eventLog() {
      isOfPublication = false
      return read.eventLog.open()
    },
    lake: watched(lakeOf(read, asked), () => (isOfPublication = false)),
  })
  const value = await work(context)
  stop.throwIfAborted()
  return { value, publication: lease.publication, isOfPublication, isPersonal }
}

async function chosen(read: Read, { operation, headers, stop, endsAt }: Asked): Promise<Lease> {
  const { serving, lake } = read
  const current = serving.current()
  if (!current) throw new LakehouseError('NO_PUBLICATION', 'nothing has been published yet')
  const asOf = operation && askedAsOf(operation, headers)
  if (!asOf) return serving.lease()
  const publication = await publicationAsOf(asOf, lake.publications)
  if (publication.publicationId === current.publicationId) return serving.lease()
  const late = AbortSignal.timeout(Math.max(0, Math.ceil(endsAt - performance.now())))
  return await leaseEarlier(read, publication, AbortSignal.any([stop, late]))
}

function readerOf(lease: Lease, read: Read, asked: Asked): Reader {
  const queued =
    (way: 'rows' | 'scan'): Reader['rows'] =>
    (statement) =>
      inTurn(read, asked, { way, statement, run: (call) => lease[way](statement, call) })
  return { publication: lease.publication, rows: queued('rows'), scan: queued('scan') }
}

/** The lake as it is now; its statements wait with those that read large tables, since each takes every thread. */
function lakeOf(read: Read, asked: Asked): LiveLake {
  const { lake } = read
  const way = 'live'
  return {
    ...lake,
    rows: (statement) =>
      inTurn(read, asked, { way, statement, run: (call) => lake.rows(statement, call) }),
    live: () =>
      lake.live({
        signal: asked.stop,
        inTurn: (statement, stop, run) => inTurn(read, { ...asked, stop }, { way, statement, run }),
      }),
  }
}

interface Statement {
  readonly way: 'rows' | 'scan' | 'live'
  readonly statement: Sql
  readonly run: (call: CallOptions) => Promise<Row[]>
}

function inTurn(
  { queues, metrics }: Read,
  asked: Asked,
  { way, statement, run }: Statement,
): Promise<Row[]> {
  return queues[way === 'rows' ? 'rows' : 'scan'].run(asked.caller.name, callOf(asked), () => {
    const started = performance.now()
    const attributes = { 'db.system.name': 'duckdb', 'db.query.text': numbered(statement) }
    return traced(`statement ${way}`, { attributes }, () => run(callOf(asked))).finally(() =>
      metrics.statement(way, (performance.now() - started) / 1000),
    )
  })
}

/** Errors: `LakehouseError` `QUERY_TIMEOUT` where no time is left. */
function callOf({ stop, endsAt }: Asked): CallOptions {
  const deadlineMs = endsAt - performance.now()
  if (deadlineMs > 0) return { signal: stop, deadlineMs }
  throw new LakehouseError('QUERY_TIMEOUT', 'no time is left')
}

/** Tells when something of the lake as it is now is read. */
function watched(lake: LiveLake, isRead: () => void): LiveLake {
  const told = <T>(value: T): T => {
    isRead()
    return value
  }
  return {
    get publications() {
      return told(lake.publications)
    },
    get tables() {
      return told(lake.tables)
    },
    isCurrent: (publicationId) => told(lake.isCurrent(publicationId)),
    isSimulatedSold: (publication) => told(lake.isSimulatedSold(publication)),
    rows: (statement) => told(lake.rows(statement)),
    live: () => told(lake.live()),
  }
}
