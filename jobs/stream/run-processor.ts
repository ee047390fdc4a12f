import { setImmediate as immediate } from 'node:timers/promises'
import type { Batch as Read } from '../../lakehouse/events/event-log.ts'
import { type Batch, type Sealed, minuteOf, openBatch } from './batch.ts'
import { EVENT_TOPICS } from '../../lakehouse/events/topics.ts'
import type { Progress } from '../../lakehouse/events/progress.ts'
import { type Processor, type ProcessorOptions, openProcessor } from './processor.ts'
import { type Unread, openUnread } from './unread.ts'

export interface RunOptions extends ProcessorOptions {
  /** Messages that are read at once, and that a commit takes at most, about. */
  readonly batchSize: number
  readonly commitEvents: number
  /** Ends once what was there at the start is committed. */
  readonly isOnce: boolean
  /** Ends it: what was read is committed. */
  readonly signal: AbortSignal
  readonly report: (event: StreamEvent) => void
}

export type StreamEvent =
  | { readonly kind: 'committed'; readonly progress: Progress; readonly seconds: number }
  | { readonly kind: 'note'; readonly message: string }

/** Of rows that wait for their commit. */
const CHARS_MAX = 32_000_000

/**
 * Turns the log's events into tables until the signal.
 *
 * While a batch is written the next is read, and no further one: what cannot be written waits in the log.
 * Errors: `LakehouseError` `FENCED`, `LOG_UNAVAILABLE` and what `Engine` throws; started again it goes on where the tables are.
 */
export async function runProcessor(options: RunOptions): Promise<void> {
  using processor = await openProcessor(options)
  const { log, report } = options
  const unread = await openUnread(log, processor.progress(), (name, count) =>
    report({
      kind: 'note',
      message: `${name}: ${count} messages were forgotten before they were read`,
    }),
  )
  await using work = workOf(processor, options)
  const signal = AbortSignal.any([options.signal, work.failed])
  const opened = () =>
    openBatch({ before: work.sealed(), seen: processor.seen, latenessMs: options.latenessMs })
  let batch = opened()
  let since = Date.now()
  const { batchSize, commitEvents, isOnce } = options
  if (!isOnce || !unread.isCaughtUp())
    for await (const read of log.follow({
      topics: EVENT_TOPICS,
      from: unread.from,
      batchSize,
      signal,
    })) {
      await addInSlices(batch, read)
      unread.read(read)
      const isFull = batch.messages() >= commitEvents || batch.chars() >= CHARS_MAX
      if (isFull) await work.done()
      if (isFull || (work.isIdle() && Date.now() - since >= options.commitMs)) {
        work.start(sealOf(batch, unread))
        batch = opened()
        since = Date.now()
      }
      if (isOnce && unread.isCaughtUp()) break
    }
  await work.done()
  await work.finish(sealOf(batch, unread))
}

const SLICE = 50

/** The batch that is being written waits for this thread between its many steps: a thousand messages at once would double its time. */
async function addInSlices(batch: Batch, read: Read): Promise<void> {
  for (let start = 0; start < read.messages.length; start += SLICE) {
    batch.add(read.messages.slice(start, start + SLICE))
    await immediate()
  }
}

/** Undefined where a commit would say nothing new. */
function sealOf(batch: Batch, unread: Unread): Sealed | undefined {
  const sealed = batch.seal(unread.names())
  const { before, progress } = sealed
  const isMoved = minuteOf(progress.watermark ?? 0) > minuteOf(before.watermark ?? 0)
  return batch.messages() > 0 || isMoved ? sealed : undefined
}

/** One batch at a time on its way into the tables. Disposed once what it began is over, however that ended. */
interface Work extends AsyncDisposable {
  /** As the last batch that was sealed leaves the processor. */
  readonly sealed: () => Progress
  readonly isIdle: () => boolean
  /** Writes a batch, if there is one, and does what is due, while the caller goes on. */
  readonly start: (sealed: Sealed | undefined) => void
  /** Until it is idle. Errors: what the work met. */
  readonly done: () => Promise<void>
  /** The last batch, and everything that can be done now. */
  readonly finish: (sealed: Sealed | undefined) => Promise<void>
  /** Aborts when work has failed. */
  readonly failed: AbortSignal
}

function workOf(processor: Processor, { report }: RunOptions): Work {
  const failure = new AbortController()
  let sealed = processor.progress()
  let running: Promise<void> | undefined

  async function write(batch: Sealed | undefined): Promise<void> {
    if (batch === undefined) return
    const started = performance.now()
    sealed = batch.progress
    processor.seen.save(batch.progress.batch)
    await processor.commit(batch)
    report({
      kind: 'committed',
      progress: batch.progress,
      seconds: (performance.now() - started) / 1000,
    })
  }

  return {
    sealed: () => sealed,
    isIdle: () => running === undefined,
    failed: failure.signal,
    start(batch) {
      running = write(batch)
        .then(() => processor.chores(false))
        .then(
          () => {
            running = undefined
          },
          (error: unknown) => failure.abort(error),
        )
    },
    async done() {
      await running
      failure.signal.throwIfAborted()
    },
    async finish(batch) {
      await write(batch)
      await processor.chores(true)
    },
    [Symbol.asyncDispose]: async () => await running,
  }
}
