import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { bronzeEvents } from '../../lakehouse/contracts/bronze/events.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { writtenLetter } from '../../lakehouse/events/dead-letter.ts'
import type { EventLog } from '../../lakehouse/events/event-log.ts'
import { type Progress, readProgress } from '../../lakehouse/events/progress.ts'
import { loadLiveModels } from '../build/model.ts'
import type { Sealed } from './batch.ts'
import { type Closing, openClosing } from './closing.ts'
import { DEAD_LETTER_ROWS } from './dead-letter-rows.ts'
import { type EventTables, catchUp, commitEvents } from './event-tables.ts'
import { productsOf } from './products.ts'
import { RECOMMENDATION_ROWS } from './recommendation-rows.ts'
import { refillSeen } from './refill.ts'
import { type Seen, openSeen } from './seen.ts'
import { type Sink, openSink } from './sink.ts'
import { stageLines } from './staged.ts'
import { cleanTables, compactTables } from './upkeep.ts'

export interface ProcessorOptions {
  readonly lake: string
  readonly engine: Engine
  readonly log: EventLog
  readonly latenessMs: number
  /** At least so often the chores are done. */
  readonly commitMs: number
  readonly retentionMs: number
}

/** What a processor knows once it has found where it stopped. */
export interface Processor extends Disposable {
  /** As the newest commit leaves it. */
  readonly progress: () => Progress
  readonly seen: Seen
  /** Makes a batch rows: exactly once, whatever happens meanwhile. */
  readonly commit: (sealed: Sealed) => Promise<void>
  /** What follows from commits, when it is due, or at once: closed figures, other topics' rows, upkeep. */
  readonly chores: (isNow: boolean) => Promise<void>
}

const COMPACT_EACH_MS = 60_000
const CLEAN_EACH_MS = 600_000
const PUBLICATION_EACH_MS = 5000

/** Opens the processor where the tables say that it stopped; the caller holds the lake's lock for it. */
export async function openProcessor(options: ProcessorOptions): Promise<Processor> {
  const { lake, engine, log } = options
  const folder = join(lake, '.stream')
  await mkdir(folder, { recursive: true })
  const models = new Map((await loadLiveModels()).map((model) => [model.name, model]))
  const tables: EventTables = { engine, models }
  const readProducts = productsOf(engine, lake, PUBLICATION_EACH_MS)
  await readProducts()
  let progress = readProgress(await engine.state(bronzeEvents))
  await catchUp(tables, progress.batch)
  using opened = new DisposableStack()
  const seen = opened.use(openSeen(folder))
  await refillSeen(engine, seen, {
    folder,
    batch: progress.batch,
    since: Date.now() - options.retentionMs,
  })
  const chores = await openChores(options, models)

  async function commit({ before, progress: next, lines, letters }: Sealed): Promise<void> {
    await readProducts()
    // Before the offsets: a crash between appends them again, and the sink counts one identity once.
    if (letters.length > 0) await log.append(letters.map(writtenLetter))
    await stageLines(engine, folder, { name: 'stream_events', contract: bronzeEvents, lines })
    await commitEvents(tables, before, next)
    progress = next
    seen.prune(Date.now() - options.retentionMs)
  }

  const held = opened.move()
  return {
    progress: () => progress,
    seen,
    commit,
    chores: (isNow) => chores(progress, isNow),
    [Symbol.dispose]: () => held.dispose(),
  }
}

async function openChores(
  { lake, engine, log, commitMs, retentionMs }: ProcessorOptions,
  models: EventTables['models'],
) {
  const closing: Closing = await openClosing(engine, models)
  const sinkOptions = { engine, log, folder: join(lake, '.stream'), retentionMs }
  const sinks: readonly Sink[] = [
    await openSink(DEAD_LETTER_ROWS, sinkOptions),
    await openSink(RECOMMENDATION_ROWS, sinkOptions),
  ]
  const isClosingDue = timer(commitMs)
  const isCompactionDue = timer(COMPACT_EACH_MS)
  const isCleaningDue = timer(CLEAN_EACH_MS)
  return async (progress: Progress, isNow: boolean): Promise<void> => {
    if (isClosingDue(isNow)) {
      await closing.close(progress.watermark)
      for (const sink of sinks) await sink()
    }
    if (isCompactionDue(false)) await compactTables(engine, progress)
    if (isCleaningDue(false)) {
      await cleanTables(engine, lake)
      await log.retain()
    }
  }
}

/** Whether so much time has passed since it last said so. */
function timer(eachMs: number): (isNow: boolean) => boolean {
  let last = Date.now()
  return (isNow) => {
    if (!isNow && Date.now() - last < eachMs) return false
    last = Date.now()
    return true
  }
}
