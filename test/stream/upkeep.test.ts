import { existsSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { cleanTables, compactTables } from '../../jobs/stream/upkeep.ts'
import { bronzeEvents } from '../../lakehouse/contracts/bronze/events.ts'
import { LIVE_TABLES } from '../../lakehouse/contracts/live/tables.ts'
import { openDuckdb } from '../../lakehouse/engines/duckdb/duckdb.ts'
import { listLog } from '../../lakehouse/delta/log.ts'
import { readProgress } from '../../lakehouse/events/progress.ts'
import { funnel } from '../../lakehouse/live/funnel.ts'
import { salesPerMinute } from '../../lakehouse/live/sales-per-minute.ts'
import { openLiveLake } from '../../lakehouse/live-lake.ts'
import { smallShop } from '../build/small-shop.ts'
import { askOn } from '../gateway/ask-on.ts'
import { serveLake } from '../gateway/serve-lake.ts'
import { age, dataFiles } from '../delta/ageing.ts'
import { shopMessages } from './shop-messages.ts'
import { streamLake } from './stream-lake.ts'
import { untilStopped } from './until-stopped.ts'

const HOUR = 3_600_000
/** Between two readings. */
const EACH_MS = 50
const ROUNDS = 3
const PART = 250
/** All of one day: files are put together a day. */
const MESSAGES = {
  count: ROUNDS * PART,
  seed: 3,
  from: Date.parse('2026-11-20T02:00:00Z'),
  stepMs: 100_000,
}

/** Never twice the same: what was answered is kept until the next commit. */
const minutesOf = (time: number) => 1 + (time % 1440)
const liveAt = (time: number) => `{
  live {
    salesPerMinute(minutes: ${minutesOf(time)}) { orders } funnel(minutes: ${minutesOf(time)}) { views }
    categoryActivity(minutes: ${minutesOf(time)}) { views } activeSessions salesByHour { orders } openPeriod { orders }
  }
}`

const folders = (lake: string) =>
  [bronzeEvents, ...LIVE_TABLES]
    .map(({ name }) => join(lake, ...name.split('.')))
    .filter((folder) => existsSync(folder))

async function ageTables(lake: string, ms: number): Promise<void> {
  for (const folder of folders(lake)) await age(folder, ms)
}

async function filesIn(lake: string): Promise<number> {
  const counts = await Promise.all(folders(lake).map(dataFiles))
  return counts.reduce((sum, count) => sum + count, 0)
}

/** Reads the live tables again and again, in an engine of its own. */
function readOn(lake: string) {
  const tables = openLiveLake({ lake, serving: { keep: 30, keepAll: 30 }, isCurrent: () => true })
  let reads = 0
  const going = untilStopped(async (signal) => {
    for (; !signal.aborted; reads++) {
      const reader = await tables.live()
      await salesPerMinute(reader, { minutes: minutesOf(reads) })
      await funnel(reader, { minutes: minutesOf(reads), byCategory: true })
      await delay(EACH_MS)
    }
    return reads
  })
  return {
    ...going,
    reads: () => reads,
    live: tables.live,
    async [Symbol.asyncDispose]() {
      await going[Symbol.asyncDispose]()
      await tables[Symbol.asyncDispose]()
    },
  }
}

test('nobody who reads meets a file that upkeep has deleted', async () => {
  await using open = new AsyncDisposableStack()
  const shop = open.use(await streamLake())
  const { lake, engine } = shop
  await cp((await smallShop()).lake, lake, { recursive: true })
  const messages = [...shopMessages(MESSAGES)]
  const streamed = async (round: number) => {
    await shop.log.append(messages.slice(round * PART, (round + 1) * PART))
    await using session = await openDuckdb({ lake, memoryLimit: '500MB' })
    await shop.process({ engine: session, commitEvents: 25, batchSize: 25 })
  }
  await streamed(0)
  const gateway = await serveLake(lake)
  open.defer(gateway.close)
  const asking = open.use(askOn(gateway, liveAt))
  const reading = open.use(readOn(lake))
  /** Until whoever read before what was just done reads no more. */
  const readAnew = async () => {
    const [asked, reads] = [asking.asked(), reading.reads()]
    await expect.poll(() => asking.asked() - asked, { timeout: 20_000 }).toBeGreaterThan(1)
    await expect.poll(() => reading.reads() - reads, { timeout: 20_000 }).toBeGreaterThan(1)
  }
  const compact = async () => compactTables(engine, readProgress(await engine.state(bronzeEvents)))

  let deleted = 0
  for (let round = 1; round < ROUNDS; round++) {
    await compact()
    await readAnew()
    const before = await filesIn(lake)
    await ageTables(lake, 2 * HOUR)
    await cleanTables(engine, lake)
    deleted += before - (await filesIn(lake))
    await readAnew()
    await streamed(round)
  }
  expect(deleted).toBeGreaterThan(20)
  expect(await shop.differences()).toEqual([])

  const old = await reading.live()
  await compact()
  // `lakegate vacuum --older-than 0` is the same: files are kept for an hour.
  await cleanTables(engine, lake)
  await salesPerMinute(old, { minutes: 1440 })
  await readAnew()
  await ageTables(lake, 25 * HOUR)
  await cleanTables(engine, lake)
  await expect(funnel(old, { minutes: 1440, byCategory: false })).rejects.toMatchObject({
    code: 'FILE_MISSING',
  })
  const { commits } = await listLog(join(lake, 'bronze', 'events'))
  expect(commits[0]).toBeGreaterThan(0)
  await readAnew()
  console.log(
    `${deleted} files deleted beside ${await asking.stop()} questions and ${await reading.stop()} readings`,
  )
}, 120_000)
