import { beforeEach, expect, test } from 'vitest'
import { openAlertFacts } from '../../jobs/stream/alert-facts.ts'
import type { AlertFacts } from '../../jobs/stream/alert-rules.ts'
import { tellAlerts, watchAlerts } from '../../jobs/stream/alerts.ts'
import { alerts } from '../../lakehouse/contracts/ops/alerts.ts'
import { openDuckdb } from '../../lakehouse/engines/duckdb/duckdb.ts'
import type { Engine, Row } from '../../lakehouse/engines/engine.ts'
import { text } from '../../lakehouse/sql.ts'
import { temporaryFolder } from '../engines/temporary-folder.ts'
import { openTemporaryLog } from '../events/temporary-log.ts'

const LIMITS = { silenceMinutes: 60, lag: 1000, deadLetterShare: 0.05 }
const NOW = Date.parse('2026-11-22T12:00:00Z')
const QUIET: AlertFacts = { now: NOW, lastEventAt: NOW, lag: 0n, came: 1000, refused: 0 }

let lake: string
let engine: Engine
beforeEach(async () => {
  const folder = await temporaryFolder()
  lake = folder.path
  engine = await openDuckdb({ lake, memoryLimit: '300MB', threads: 1 })
  return async () => {
    await engine[Symbol.asyncDispose]()
    await folder[Symbol.asyncDispose]()
  }
})

const tell = (facts: Partial<AlertFacts>, session = engine) =>
  tellAlerts({ lake, engine: session, limits: LIMITS }, { ...QUIET, ...facts })

async function states(): Promise<Row[]> {
  if (!(await engine.state(alerts))) return []
  await engine.open(alerts)
  return await engine.rows(
    text(`select alert_id, state, message, raised_at, "at" as stated_at from ops.alerts
      order by stated_at, alert_id, state`),
  )
}

const told = async () =>
  (await states()).map(({ alert_id: id, state }) => `${String(id)} ${String(state)}`)

test('lag is told once, and that it has passed once it is below half of its limit', async () => {
  const hours = [5n, 1000n, 1500n, 999n, 500n, 499n, 3n, 2000n]
  for (const [i, lag] of hours.entries()) {
    const now = NOW + i * 3_600_000
    await tell({ lag, now, lastEventAt: now })
  }
  expect(await told()).toEqual(['lag-1 RAISED', 'lag-1 RESOLVED', 'lag-2 RAISED'])
  const [raised, resolved] = await states()
  expect(raised!['message']).toMatch(/^1000 messages wait in the log: .*alerts\.lag is 1000\.$/)
  expect(resolved).toMatchObject({
    message: '499 messages wait in the log.',
    raised_at: '2026-11-22T13:00:00.000000Z',
    stated_at: '2026-11-22T17:00:00.000000Z',
  })
})

test('two who watch, and one that starts again, tell each state once', async () => {
  await using other = await openDuckdb({ lake, memoryLimit: '300MB', threads: 1 })
  await Promise.all([tell({ lag: 5000n }), tell({ lag: 5000n }, other)])
  await tell({ lag: 5000n }, other)
  expect(await told()).toEqual(['lag-1 RAISED'])
  await Promise.all([tell({ lag: 0n }, other), tell({ lag: 0n })])
  expect((await told()).toSorted()).toEqual(['lag-1 RAISED', 'lag-1 RESOLVED'])
})

test('a lake that never had an event is not silent; one that had is, until they come again', async () => {
  await tell({ lastEventAt: undefined })
  expect(await told()).toEqual([])
  await tell({ lastEventAt: NOW - 61 * 60_000 })
  await tell({ lastEventAt: NOW - 62 * 60_000 })
  await tell({ lastEventAt: NOW - 5000, now: NOW + 1 })
  expect(await told()).toEqual(['silence-1 RAISED', 'silence-1 RESOLVED'])
  expect((await states())[0]!['message']).toMatch(
    /^The last event came 61 minutes ago, at 2026-11-22T10:59/,
  )
})

test.each([
  { came: 1000, refused: 50, is: ['dead_letters-1 RAISED'] },
  { came: 1000, refused: 49, is: [] },
  { came: 99, refused: 99, is: [] },
])('$refused refused of $came: $is', async ({ came, refused, is }) => {
  await tell({ came, refused })
  expect(await told()).toEqual(is)
})

test('what is refused is told by its share, and passes when it falls or stops', async () => {
  await tell({ came: 200, refused: 30 })
  await tell({ came: 10, refused: 1, now: NOW + 1 })
  expect(await told()).toEqual(['dead_letters-1 RAISED'])
  await tell({ came: 0, refused: 0, now: NOW + 2 })
  expect(await told()).toEqual(['dead_letters-1 RAISED', 'dead_letters-1 RESOLVED'])
  expect((await states())[0]!['message']).toMatch(
    /^30 of the last 200 messages were refused, 15\.0 %: /,
  )
})

const message = (topic: 'orders' | 'dead_letters', key: string) => ({ topic, key, value: '{}' })

test('the log says what waits, when the last event came, and how many of the latest were refused', async () => {
  await using log = await openTemporaryLog()
  const facts = openAlertFacts({ log, lake, engine })
  const none = await facts(NOW)
  expect(none).toEqual({ now: NOW, lastEventAt: undefined, lag: 0n, came: 0, refused: 0 })
  await log.append(['a', 'b', 'c'].map((key) => message('orders', key)))
  await log.append([message('dead_letters', 'd')])
  const { lastEventAt, ...some } = await facts(NOW + 1000)
  expect(some).toEqual({ now: NOW + 1000, lag: 3n, came: 3, refused: 1 })
  expect(Math.abs(lastEventAt! - Date.now())).toBeLessThan(10_000)
  expect(await facts(NOW + 599_000)).toMatchObject({ came: 3, refused: 1 })
  expect(await facts(NOW + 1_300_000)).toMatchObject({ came: 0, refused: 0, lastEventAt })
})

test('watching looks at once, and ends with its signal', async () => {
  await using log = await openTemporaryLog()
  await log.append([{ topic: 'orders', key: 'a', value: '{}' }])
  const stop = new AbortController()
  const reports: string[] = []
  const limits = { ...LIMITS, lag: 1 }
  const report = (line: string) => reports.push(line)
  const watching = watchAlerts({ log, lake, engine, limits, signal: stop.signal, report })
  await expect.poll(told).toEqual(['lag-1 RAISED'])
  stop.abort()
  await watching
  expect(reports).toEqual([])
})
