import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { scheduleBuilds } from '../../commands/schedule-builds.ts'
import { loadConfig } from '../../config.ts'
import { lockLake } from '../../jobs/lock.ts'
import { openSeen } from '../../jobs/stream/seen.ts'
import { bronzeEvents } from '../../lakehouse/contracts/bronze/events.ts'
import { alerts } from '../../lakehouse/contracts/ops/alerts.ts'
import { openDuckdb } from '../../lakehouse/engines/duckdb/duckdb.ts'
import { isRefused, readEventJson } from '../../lakehouse/events/event.ts'
import { openSqliteLog } from '../../lakehouse/events/sqlite-log.ts'
import { prepareLake } from '../../lakehouse/lake.ts'
import { text } from '../../lakehouse/sql.ts'
import { lakegate } from '../commands/lakegate.ts'
import { code } from '../engines/sales.ts'
import { temporaryFolder } from '../engines/temporary-folder.ts'
import { serveLake } from '../gateway/serve-lake.ts'
import { shopMessages } from '../stream/shop-messages.ts'
import { streamLake } from '../stream/stream-lake.ts'
import { maySmallDisk, smallDisk } from './small-disk.ts'

const isLeftOut = !maySmallDisk()

const FILLS = 20
const EVENTS = 40_000
const BODY = 500
const PAGE = 4096
const ALERT = `select 'a' as alert_id, 'RAISED' as state, 'lag' as kind, 'WARNING' as severity, 't' as title, 'm' as message,
  't' as table_name, now() as raised_at, now() as "at"`

test.skipIf(isLeftOut)(
  `a disk that is filled ${FILLS} times: what was acknowledged is there once, and nothing else ended`,
  async () => {
    using disk = smallDisk(64)
    vi.stubEnv('TMPDIR', disk.path)
    await using shop = await streamLake()
    vi.unstubAllEnvs()
    const gateway = await serveLake(shop.lake)
    const stream = streaming(shop.lake)
    const sent = eventsOf(EVENTS)
    const answered = new Map<number, number>()
    const sending = sendAll(`${gateway.url}/events`, sent, (status) =>
      answered.set(status, (answered.get(status) ?? 0) + 1),
    )
    for (let fill = 0; fill < FILLS; fill++) {
      await delay(1500 + Math.random() * 3000)
      disk.fill([0, 1, 4, 16, 64][fill % 5]! * PAGE)
      await delay(300 + Math.random() * 1000)
      disk.clear()
    }
    await sending
    expect(new Set(answered.keys())).toEqual(new Set([200, 503]))
    expect(stream.child.exitCode).toBe(null)
    stream.child.kill('SIGTERM')
    await once(stream.child, 'exit')
    console.log(`answers by status: ${JSON.stringify([...answered])}; ${stream.commits()} commits`)
    expect(stream.notes).toContainEqual(expect.stringContaining('is full: events wait in the log'))
    expect((await lakegate(['stream', '--once', '--lake', shop.lake])).error).toBe('')
    expect(await shop.differences()).toEqual([])
    await shop.engine.open(bronzeEvents)
    const rows = await shop.engine.rows(text('select event_id as id from bronze.events order by 1'))
    expect(rows.map(({ id }) => id)).toEqual([...new Set(sent.map(idOf))].sort())
    await gateway.close()
  },
  300_000,
)

test.skipIf(isLeftOut)(
  'what a full disk does not take is not there, and leaves nothing',
  async () => {
    using disk = smallDisk(8)
    await using scratch = await temporaryFolder()
    await using engine = await openDuckdb({ lake: disk.path, scratch: scratch.path })
    const write = () => engine.write(alerts, ALERT, { mode: 'append' })
    const compact = () => engine.compact(alerts, {})
    for (let file = 0; file < 8; file++) await write()
    const folder = join(disk.path, 'ops', 'alerts')
    const before = readdirSync(folder, { recursive: true })
    // A page is room for the data, and none for the commit.
    for (const pages of [0, 1])
      for (const change of [write, compact]) {
        disk.fill(pages * PAGE)
        await expect(change()).rejects.toEqual(code('STORAGE_FULL'))
        expect(readdirSync(folder, { recursive: true })).toEqual(before)
        disk.clear()
      }
    expect(await compact()).toBe(8)
    expect((await write()).version).toBe(9)
  },
)

test.skipIf(isLeftOut)('an index of ids on a full disk is kept, and says so', () => {
  using disk = smallDisk(8)
  const arrival = { topic: 'orders', partition: 0, at: Date.now() } as const
  {
    using seen = openSeen(disk.path)
    seen.isFirst('e1', { ...arrival, offset: 0n })
    seen.save(1)
  }
  disk.fill()
  expect(() => openSeen(disk.path)).toThrow(/seen\.db: .*; make room on its disk/)
  disk.clear()
  using seen = openSeen(disk.path)
  expect(seen.batch()).toBe(1)
  disk.fill()
  const addMany = () => {
    for (let i = 0n; i < 100_000n; i++) seen.isFirst(`e${i}`, { ...arrival, offset: i })
    seen.save(2)
  }
  expect(addMany).toThrow(code('STORAGE_FULL'))
})

test.skipIf(isLeftOut)('an event log that cannot be opened on a full disk says so', async () => {
  using disk = smallDisk(8)
  const options = { path: join(disk.path, '.events.db'), partitions: 2, retentionDays: 7 }
  await openSqliteLog(options)[Symbol.asyncDispose]()
  disk.fill()
  expect(() => openSqliteLog(options)).toThrow(code('STORAGE_FULL'))
})

test.skipIf(isLeftOut)('a lock is had on a full disk, which only deleting can make room on', () => {
  using disk = smallDisk(1)
  disk.fill()
  using _lock = lockLake(disk.path, 'build')
  expect(() => lockLake(disk.path, 'build')).toThrow('another build')
})

test.skipIf(isLeftOut)('a schedule whose builds have no room makes some', async () => {
  using disk = smallDisk(8)
  const lake = join(disk.path, 'lake')
  prepareLake(lake)
  {
    await using engine = await openDuckdb({ lake })
    await engine.write(alerts, ALERT, { mode: 'append' })
  }
  const forgotten = join(lake, 'ops', 'alerts', 'part-0.parquet')
  writeFileSync(forgotten, 'nothing')
  utimesSync(forgotten, 0, 0)
  const stop = new AbortController()
  const told: string[] = []
  const ended = scheduleBuilds(
    loadConfig({ environment: { LAKEGATE_LAKE: lake } }),
    { pattern: '* * * * * *', timezone: 'UTC', vacuumDays: 0 },
    { signal: stop.signal, report: (message) => told.push(message) },
  )
  await vi.waitFor(() => expect(told.at(-1)).toMatch('scheduled vacuum: deleted'), 30_000)
  stop.abort()
  await ended
  expect(told).toContainEqual(
    expect.stringMatching(/^scheduled build: failed: .* are free on its disk/),
  )
  expect(existsSync(forgotten)).toBe(false)
})

test.skipIf(isLeftOut)('a session ends on a disk that became read-only', async () => {
  using disk = smallDisk(1)
  const engine = await openDuckdb({ lake: disk.path })
  disk.makeReadOnly()
  await expect(engine[Symbol.asyncDispose]()).resolves.toBeUndefined()
})

function eventsOf(count: number): string[] {
  const from = Date.now() - 6 * 3_600_000
  return [...shopMessages({ count, seed: 11, from, stepMs: 500 })]
    .map(({ value }) => value)
    .filter((json) => !isRefused(readEventJson(json, Date.now())))
}

function idOf(json: string): string {
  const event = readEventJson(json, Date.now())
  return isRefused(event) ? '' : event.eventId
}

/** Sends each body again until it is acknowledged. */
async function sendAll(
  url: string,
  events: readonly string[],
  answered: (status: number) => void,
): Promise<void> {
  for (let start = 0; start < events.length;) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: events.slice(start, start + BODY).join('\n'),
    })
    answered(response.status)
    await response.text()
    if (response.ok) start += BODY
    await delay(800)
  }
}

function streaming(lake: string) {
  const child = spawn(process.execPath, ['cli.ts', 'stream', '--json', '--lake', lake], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LAKEGATE_STREAM_COMMIT_SECONDS: '1' },
  })
  const notes: string[] = []
  let commits = 0
  createInterface(child.stdout).on('line', (line) => {
    if (line.includes('"committed"')) commits++
    else notes.push(line)
  })
  return { child, notes, commits: () => commits }
}
