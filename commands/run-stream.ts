import { setFlagsFromString } from 'node:v8'
import type { Config } from '../config.ts'
import { lockLake } from '../jobs/lock.ts'
import { watchAlerts } from '../jobs/stream/alerts.ts'
import { runRecommender } from '../jobs/stream/recommender.ts'
import { type RunOptions, runProcessor } from '../jobs/stream/run-processor.ts'
import { openDuckdb } from '../lakehouse/engines/duckdb/duckdb.ts'
import { LakehouseError } from '../lakehouse/errors.ts'
import { storageFailure } from '../lakehouse/storage-failure.ts'
import type { EventLog } from '../lakehouse/events/event-log.ts'
import { openEventLog } from '../lakehouse/events/open-event-log.ts'
import { prepareLake } from '../lakehouse/lake.ts'
import { seldom } from './seldom.ts'
import { pause } from '../lakehouse/pause.ts'
import { DAY_MS } from '../lakehouse/durations.ts'

export type StreamRequest = Pick<RunOptions, 'isOnce' | 'signal' | 'report'>

/** Beside builds and a gateway; batches are small. */
const MEMORY = '500MB'
const AGAIN_MS = 2000

/** Turns events into tables, alone on its lake, and recommends to orders beside it, until the signal. */
export async function runStream(config: Config, request: StreamRequest): Promise<void> {
  // V8 lets its heap grow to four times what lives, and three times 32 MB for what is new: a third less memory, as fast.
  setFlagsFromString('--heap-growing-percent=50')
  setFlagsFromString('--semi-space-growth-factor=1')
  const { lake, events } = config
  prepareLake(lake)
  using _lock = lockLake(lake, 'stream')
  await using log = await openEventLog(lake, events)
  const stop = new AbortController()
  const signal = AbortSignal.any([request.signal, stop.signal])
  const report = seldom(request.report)
  const note = (message: string) => report({ kind: 'note', message })
  const recommending = request.isOnce
    ? undefined
    : runRecommender({ log, lake, signal, report: note }).catch((error: unknown) =>
        stop.abort(error),
      )
  try {
    await patiently(config, { ...request, signal, report }, log)
    if (!request.signal.aborted) stop.signal.throwIfAborted()
  } finally {
    stop.abort()
    await recommending
  }
}

/** A log that does not answer is waited for, and a disk that takes nothing: nothing is lost meanwhile. */
async function patiently(config: Config, request: StreamRequest, log: EventLog): Promise<void> {
  const { signal, isOnce, report } = request
  for (;;) {
    try {
      return await processLog(config, request, log)
    } catch (error) {
      const told = toldWhileWaiting(error, config.lake)
      if (told === undefined || isOnce || signal.aborted) throw error
      report({ kind: 'note', message: told })
      await pause(AGAIN_MS, signal)
    }
  }
}

/** The same each time, where messages of a full disk name another file; undefined for what is not waited for. */
function toldWhileWaiting(error: unknown, lake: string): string | undefined {
  const failure = storageFailure(error)
  if (!(failure instanceof LakehouseError)) return undefined
  const { code, message } = failure
  if (code === 'LOG_UNAVAILABLE') return `${message}: trying again`
  if (code === 'STORAGE_FULL')
    return `the disk of ${lake} is full: events wait in the log until there is room`
  if (code === 'LAKE_UNWRITABLE')
    return `${lake} cannot be written: events wait in the log until it can`
  return undefined
}

async function processLog(
  { lake, events, stream, alerts, duckdb }: Config,
  request: StreamRequest,
  log: EventLog,
): Promise<void> {
  const { threads } = duckdb
  await using engine = await openDuckdb({
    lake,
    memoryLimit: MEMORY,
    // Its files are read once or twice, and put together meanwhile.
    keepsFiles: false,
    ...(threads === undefined ? {} : { threads }),
  })
  const ended = new AbortController()
  const watching = request.isOnce
    ? undefined
    : watchAlerts({
        log,
        lake,
        engine,
        limits: alerts,
        signal: AbortSignal.any([request.signal, ended.signal]),
        report: (message) => request.report({ kind: 'note', message }),
      })
  try {
    await runProcessor({
      ...request,
      lake,
      engine,
      log,
      batchSize: stream.batchSize,
      commitEvents: stream.commitEvents,
      commitMs: stream.commitSeconds * 1000,
      latenessMs: stream.allowedLateness * 1000,
      retentionMs: events.retentionDays * DAY_MS,
    })
  } finally {
    ended.abort()
    await watching
  }
}
