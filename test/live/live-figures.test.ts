import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { salesPerMinute as closedMinutes } from '../../lakehouse/contracts/live/sales-per-minute.ts'
import { openDuckdb } from '../../lakehouse/engines/duckdb/duckdb.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { activeSessions } from '../../lakehouse/live/active-sessions.ts'
import { categoryActivity } from '../../lakehouse/live/category-activity.ts'
import { CLOSED } from '../../lakehouse/live/closed.ts'
import { funnel } from '../../lakehouse/live/funnel.ts'
import { mostViewed } from '../../lakehouse/live/most-viewed.ts'
import { salesByHour } from '../../lakehouse/live/sales-by-hour.ts'
import { salesPerMinute } from '../../lakehouse/live/sales-per-minute.ts'
import { type LiveLake, openLiveLake } from '../../lakehouse/live-lake.ts'
import { temporaryFolder } from '../engines/temporary-folder.ts'
import { naiveActivity, naiveFunnel, naiveMinutes, naiveSessions } from './naive.ts'
import { type Told, tell } from './told.ts'

interface Lake extends AsyncDisposable {
  readonly engine: Engine
  readonly live: LiveLake['live']
}

async function openLake(): Promise<Lake> {
  const folder = await temporaryFolder()
  const engine = await openDuckdb({ lake: folder.path, memoryLimit: '300MB', threads: 2 })
  const lake = openLiveLake({
    lake: folder.path,
    serving: { keep: 30, keepAll: 30 },
    isCurrent: () => true,
  })
  return {
    engine,
    live: lake.live,
    async [Symbol.asyncDispose]() {
      await lake[Symbol.asyncDispose]()
      await engine[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}

let lake: Lake
beforeAll(async () => {
  lake = await openLake()
})
afterAll(() => lake[Symbol.asyncDispose]())

const WATERMARK = '2026-11-22T12:00:30.000000Z'
const END = Date.parse('2026-11-22T12:02:00Z')

const told: fc.Arbitrary<Told> = fc.record({
  type: fc.constantFrom('page_view', 'add_to_cart', 'remove_from_cart', 'purchase'),
  at: fc
    .integer({ min: 0, max: 9 * 3600 })
    .map((seconds) => new Date(END - Math.floor(seconds / 3) * 1000).toISOString()),
  session: fc.option(fc.constantFrom('s1', 's2'), { nil: undefined, freq: 9 }),
  product: fc.constantFrom('p1', 'p2'),
  category: fc.option(fc.constantFrom('Knives', 'Forks'), { nil: undefined }),
  order: fc.constantFrom('o1', 'o2', 'o3'),
  quantity: fc.integer({ min: 1, max: 3 }),
  price: fc.constantFrom('10.0000', '0.1500'),
  isLate: fc.constantFrom(false, false, false, true),
})

test('the last minutes are what a recomputation of all events gives, in any order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(told, { minLength: 1, maxLength: 60 }),
      fc.constantFrom(1, 60, 1440),
      async (events, minutes) => {
        await using own = await openLake()
        await tell(own.engine, events, { watermark: WATERMARK })
        const reader = await own.live()
        const sales = await salesPerMinute(reader, { minutes })
        expect(sales).toMatchObject(naiveMinutes(events, WATERMARK, minutes))
        const activity = await categoryActivity(reader, { minutes, limit: 10_000 })
        expect(activity.map((row) => ({ ...row }))).toMatchObject(
          naiveActivity(events, WATERMARK, minutes),
        )
        const [all] = await funnel(reader, { minutes, byCategory: false })
        expect(all).toMatchObject(naiveFunnel(events, WATERMARK, minutes))
        const steps = await funnel(reader, { minutes, byCategory: true })
        for (const step of ['views', 'carts', 'purchases'] as const)
          expect(steps.reduce((sum, each) => sum + each[step], 0n)).toBe(all![step])
        expect(await activeSessions(reader, null)).toBe(naiveSessions(events, WATERMARK))
      },
    ),
    { numRuns: 6 },
  )
})

test('before the first event there is nothing, and no error', async () => {
  await using own = await openLake()
  const reader = await own.live()
  expect(reader.moment.state).toEqual({ watermark: null, late: 0n })
  expect(await salesPerMinute(reader, { minutes: 60 })).toEqual([])
  expect(await mostViewed(reader, { limit: 10 })).toEqual([])
  expect(await salesByHour(reader, { range: null, timezone: 'UTC', limit: 10 })).toEqual([])
  expect(await activeSessions(reader, null)).toBe(0n)
  expect(await funnel(reader, { minutes: 60, byCategory: true })).toEqual([])
  expect(await funnel(reader, { minutes: 60, byCategory: false })).toMatchObject([
    { views: 0n, carts: 0n, purchases: 0n, viewToCart: null },
  ])
})

const line = (at: string, more: Partial<Told> = {}): Told => ({
  type: 'purchase',
  at: `2026-11-22T${at}Z`,
  session: 's1',
  product: 'p1',
  category: 'Knives',
  order: 'o1',
  price: '10.0000',
  ...more,
})

/** A closed row; `of` is SQL: dimension and value. */
const figure = (minute: string, of: string, revenue: number) =>
  `select timestamptz '2026-11-22 ${minute}+00' as minute, ${of}, 7::bigint as orders, 7::bigint as units,
    ${revenue}::decimal(18, 4) as revenue, 1.0 as average_ticket, date '2026-11-22' as date`

const TOTAL = `'TOTAL' as dimension, null as value`

test('minutes of one store, category or city; what is closed is read, what is open is counted', async () => {
  await tell(
    lake.engine,
    [
      line('11:58:00', { store: 'b1', city: 'Lisboa' }),
      line('12:00:10', { store: 'b1', city: 'Lisboa', quantity: 2 }),
      line('12:00:20', { store: undefined, city: undefined, order: 'o2', price: '1.0000' }),
      line('12:00:25', { category: undefined, order: 'o3', isLate: true }),
    ],
    { watermark: WATERMARK },
  )
  const revenues = async (of?: { by: 'CATEGORY' | 'STORE' | 'CITY'; value: string }) =>
    (await salesPerMinute(await lake.live(), { minutes: 3, of })).map(({ revenue }) => revenue)
  expect(await revenues()).toEqual(['10.0000', '0.0000', '21.0000'])
  expect(await revenues({ by: 'STORE', value: 'b1' })).toEqual(['10.0000', '0.0000', '20.0000'])
  expect(await revenues({ by: 'CITY', value: '(none)' })).toEqual(['0.0000', '0.0000', '1.0000'])
  expect(await revenues({ by: 'CATEGORY', value: 'Knives' })).toEqual([
    '10.0000',
    '0.0000',
    '21.0000',
  ])
  // Other figures than the events have: so they are seen to come from there.
  await lake.engine.write(
    closedMinutes,
    [
      figure('11:58:00', TOTAL, 70),
      figure('11:58:00', `'STORE' as dimension, 'b1' as value`, 71),
      figure('12:00:00', TOTAL, 72),
    ].join(' union all '),
    { mode: 'append', txn: { appId: CLOSED, version: Date.parse('2026-11-22T12:00:00Z') } },
  )
  expect(await revenues()).toEqual(['70.0000', '0.0000', '21.0000'])
  expect(await revenues({ by: 'STORE', value: 'b1' })).toEqual(['71.0000', '0.0000', '20.0000'])
})

test('hours begin where the time zone’s days do, the last 24 without a range', async () => {
  await using own = await openLake()
  await tell(
    own.engine,
    [
      line('00:30:00', { store: 'b1' }),
      line('03:30:00', { store: 'b1', order: 'o2' }),
      line('11:30:00', { store: 'b2', order: 'o3' }),
      line('11:40:00', { store: 'b2', order: 'o3' }),
      { ...line('00:00:00', { order: 'o4' }), at: '2026-11-21T11:30:00Z' },
    ],
    { watermark: WATERMARK },
  )
  const reader = await own.live()
  const hours = async (range: { from?: string; to?: string } | null) =>
    (await salesByHour(reader, { range, timezone: 'America/Sao_Paulo', limit: 100 })).map(
      ({ hour, storeId, orders, revenue }) => [hour.slice(5, 13), storeId, orders, revenue],
    )
  expect(await hours(null)).toEqual([
    ['11-22T00', 'b1', 1n, '10.0000'],
    ['11-22T03', 'b1', 1n, '10.0000'],
    ['11-22T11', 'b2', 1n, '20.0000'],
  ])
  expect(await hours({ from: '2026-11-22' })).toHaveLength(2)
  expect(await hours({ to: '2026-11-22' })).toEqual([
    ['11-21T11', null, 1n, '10.0000'],
    ['11-22T00', 'b1', 1n, '10.0000'],
  ])
})

test('the same question is read once, however many ask it, until the next commit', async () => {
  await using own = await openLake()
  await tell(own.engine, [line('12:00:00')], { watermark: WATERMARK })
  let statements = 0
  const asking = {
    inTurn: (
      ...[, stop, run]: Parameters<
        NonNullable<NonNullable<Parameters<LiveLake['live']>[0]>['inTurn']>
      >
    ) => {
      statements += 1
      return run({ signal: stop })
    },
  }
  const ask = async () => salesPerMinute(await own.live(asking), { minutes: 60 })
  await Promise.all(Array.from({ length: 1000 }, ask))
  await ask()
  expect(statements).toBe(1)
  await tell(own.engine, [line('12:00:01', { order: 'o9' })], { watermark: WATERMARK })
  expect((await ask()).at(-1)).toMatchObject({ orders: 2n })
  expect(statements).toBe(2)
})

test('who leaves stops only what nobody else waits for', async () => {
  await using own = await openLake()
  await tell(own.engine, [line('12:00:00')], { watermark: WATERMARK })
  const left = new AbortController()
  const [gone, stays] = await Promise.all([own.live({ signal: left.signal }), own.live()])
  const asked = { minutes: 60, byCategory: false }
  const both = Promise.allSettled([funnel(gone, asked), funnel(stays, asked)])
  left.abort(new Error('left'))
  expect((await both).map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
})
