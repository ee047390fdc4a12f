import pLimit from 'p-limit'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import type { Publication } from '../../lakehouse/publication.ts'
import { ingest } from '../sources/ingest.ts'
import type { Ingested } from '../sources/ingested.ts'
import type { Source } from '../sources/source.ts'
import { newestEvents, publishedEvents } from './events.ts'
import { timedIdentifier } from './identifier.ts'
import { recordRun } from './ledger.ts'
import { loadModels } from './model.ts'
import type { Parameters } from './parameters.ts'
import { publishBuild } from './publish.ts'
import { refuseCycles, relationsOf } from './relations.ts'
import { selectModels } from './select.ts'
import { selectionMoment } from './selection-base.ts'
import type { BuildEvent, Session, Step } from './session.ts'

export interface BuildOptions {
  readonly lake: string
  readonly source: Source
  /** The folder of the shop's raw files. */
  readonly from: string
  readonly parameters: Parameters
  /** ISO instant or day; undefined: the latest order's. */
  readonly asOf?: string | undefined
  /** `gold.cohorts`, `+gold.cohorts`, `gold.cohorts+`; empty: every model. */
  readonly selections: readonly string[]
  readonly isFull: boolean
  readonly signal: AbortSignal
  readonly report: (event: BuildEvent) => void
}

/** `published`: answers come from it now; `refused`: a check of severity `fail` did not hold, so it is kept and not served. */
export interface BuildOutcome {
  readonly kind: 'published' | 'unchanged' | 'refused'
  readonly publication: Publication
}

/** Beside each other statements fill each other's gaps; the largest would share the memory that each could use. */
const STATEMENTS_AT_ONCE = 2
const ROWS_OF_SMALL_SHOP = 5_000_000n

/**
 * Brings every table up to date with the shop's files, and publishes the set: all of it or nothing.
 *
 * What has not changed is not written again. The caller holds the lake's lock.
 * Errors: `JobError`, `LakehouseError`; the publication before stays the current one.
 */
export async function build(engine: Engine, options: BuildOptions): Promise<BuildOutcome> {
  const startedAt = new Date()
  const runId = timedIdentifier(startedAt)
  const steps: Step[] = []
  const stop = new AbortController()
  const report = (event: BuildEvent) => {
    if (event.kind === 'written') steps.push(event.step)
    options.report(event)
  }
  const run = { runId, startedAt, steps }
  try {
    const models = await loadModels()
    refuseCycles(models)
    const selected = selectModels(models, options.selections)
    const isWhole = options.selections.length === 0
    const signal = AbortSignal.any([options.signal, stop.signal])
    const ingestedAt = startedAt.toISOString()
    const reading = { ...options, runId, ingestedAt, signal }
    const ingested = isWhole ? await ingest(engine, options.source, reading) : undefined
    const plan = {
      ...options,
      models,
      ingested,
      events: await (isWhole ? newestEvents(engine) : publishedEvents(engine, options.lake)),
      asOf: isWhole ? options.asOf : await selectionMoment(engine, options),
    }
    const session: Session = {
      engine,
      runId,
      ingestedAt,
      isFull: options.isFull,
      mayWrite: (table) => isWhole || selected.has(table),
      limit: pLimit(isSmall(ingested) ? STATEMENTS_AT_ONCE : 1),
      signal,
      report,
      relation: relationsOf(() => session, plan),
    }
    await Promise.all([...selected].map(session.relation))
    return await publishBuild(session, { ...plan, run })
  } catch (error) {
    stop.abort(error)
    const message = error instanceof Error ? error.message : String(error)
    await recordRun(engine, { ...run, error: message }).catch((cause: unknown) =>
      report({ kind: 'note', message: `the failed run could not be recorded: ${String(cause)}` }),
    )
    throw error
  }
}

function isSmall(ingested: Ingested | undefined): boolean {
  if (ingested === undefined) return false
  return ingested.tables.reduce((sum, { rows }) => sum + rows, 0n) < ROWS_OF_SMALL_SHOP
}
