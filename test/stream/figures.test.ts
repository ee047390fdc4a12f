import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadLiveModels } from '../../jobs/build/model.ts'
import { csvLine } from '../../jobs/stream/csv.ts'
import { stageLines } from '../../jobs/stream/staged.ts'
import type { Contract } from '../../lakehouse/contracts/contract.ts'
import { EVENT_TABLES } from '../../lakehouse/contracts/live/tables.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import type { EventType } from '../../lakehouse/events/topics.ts'
import { instantOf } from '../../lakehouse/instant.ts'
import { quoteText, text } from '../../lakehouse/sql.ts'
import { openTemporary } from '../engines/temporary-lake.ts'
import { temporaryFolder } from '../engines/temporary-folder.ts'
import { START, type Stored, anyEvents } from './any-events.ts'
import { FIGURE_COLUMNS, type Happened, money, naiveFigures, rowText } from './naive.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let engine: Engine
let folder: Awaited<ReturnType<typeof temporaryFolder>>

beforeAll(async () => {
  engine = await openTemporary()
  folder = await temporaryFolder()
})

afterAll(async () => {
  await engine[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
})

const TYPES: Readonly<Record<string, readonly EventType[]>> = {
  'live.views': ['page_view'],
  'live.cart': ['add_to_cart', 'remove_from_cart'],
  'live.orders': ['purchase'],
}

function lineOf({ columns }: Contract, event: Stored): string {
  const at = instantOf(event.at)
  const cells = new Map<string, string | number | boolean | null>([
    ['event_id', event.eventId],
    ['event_type', event.type],
    ['event_ts', at],
    ['session_id', event.sessionId],
    ['customer_id', event.customerId],
    ['product_id', event.productId],
    ['category', event.category],
    ['store_id', event.storeId],
    ['city', event.city],
    ['order_id', event.orderId],
    ['quantity', event.quantity],
    ['total', money(event.total)],
    ['is_simulated', false],
    ['is_late', event.isLate ?? false],
    ['date', at.slice(0, 10)],
  ])
  return csvLine(Object.keys(columns).map((name) => cells.get(name) ?? null))
}

/** What the models give for these events, closed at each of some watermarks in turn. */
async function figuresOf(events: readonly Stored[], watermarks: readonly number[]) {
  for (const contract of EVENT_TABLES) {
    const those = events.filter(({ type }) => TYPES[contract.name]!.includes(type))
    const lines = those.map((event) => lineOf(contract, event))
    await stageLines(engine, join(folder.path), { name: contract.name, contract, lines })
  }
  const models = (await loadLiveModels()).filter(({ name }) => name in FIGURE_COLUMNS)
  const figures: Record<string, string[]> = {}
  for (const [i, to] of watermarks.entries()) {
    const from = watermarks[i - 1] ?? 0
    await engine.view(
      'stream_closing',
      `select cast(${quoteText(instantOf(from))} as timestamptz) as closed_from,
        cast(${quoteText(instantOf(to))} as timestamptz) as closed_to`,
    )
    for (const { name, select } of models) {
      const rows = await engine.rows(text(`select ${FIGURE_COLUMNS[name]!} from (${select})`))
      ;(figures[name] ??= []).push(...rows.map((row) => rowText(Object.values(row))))
    }
  }
  for (const rows of Object.values(figures)) rows.sort()
  return figures
}

test('closed figures are what a naive recomputation gives, whatever came in which order, was late, and however often they were closed', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyEvents,
      fc.array(fc.integer({ min: 0, max: 18 * 60 }), { minLength: 1, maxLength: 3 }),
      async (events, minutes) => {
        const watermarks = minutes
          .toSorted((a, b) => a - b)
          .map((minute) => START + minute * MINUTE)
        const inTime = events.filter(({ isLate }) => !isLate)
        const expected = naiveFigures(inTime, { to: watermarks.at(-1)! })
        expect(await figuresOf(events, watermarks)).toEqual(expected)
      },
    ),
    { numRuns: 12 },
  )
})

test('of views, carts and purchases there are never more than of the step before', async () => {
  const event = { ...NOTHING, type: 'page_view' as const, sessionId: 's', productId: 'p' }
  const events: Happened[] = [
    { ...event, eventId: '1', at: START },
    { ...event, eventId: '2', type: 'add_to_cart', at: START + 30 * MINUTE },
    { ...event, eventId: '3', type: 'purchase', at: START + 60 * MINUTE, orderId: 'o' },
    {
      ...event,
      eventId: '4',
      type: 'purchase',
      at: START,
      sessionId: 'buys without a view',
      orderId: 'o2',
    },
    { ...event, eventId: '5', at: START, sessionId: 'removes' },
    { ...event, eventId: '6', type: 'add_to_cart', at: START + 1, sessionId: 'removes' },
    { ...event, eventId: '7', type: 'remove_from_cart', at: START + 2, sessionId: 'removes' },
    { ...event, eventId: '8', at: START + 3 * HOUR, sessionId: 'removes' },
  ]
  const figures = await figuresOf(events, [START + 7 * HOUR])
  expect(figures['live.funnel']).toEqual([rowText([instantOf(START), '(none)', 2, 1, 1])])
})

test('a late step is none of the funnel: not into the cart, not out of it, and not to the till', async () => {
  const step = { ...NOTHING, productId: 'p' }
  const steps = ['page_view', 'add_to_cart', 'remove_from_cart', 'purchase'] as const
  const events = steps.flatMap((late) =>
    steps
      .filter((type) => type !== 'remove_from_cart' || late === type)
      .map((type, i): Stored => {
        const orderId = type === 'purchase' ? late : null
        const eventId = `${late} ${type}`
        return {
          ...step,
          eventId,
          type,
          orderId,
          sessionId: late,
          at: START + i,
          isLate: type === late,
        }
      }),
  )
  const figures = await figuresOf(events, [START + 7 * HOUR])
  // Without its view a visit is none; one has no cart, one no purchase, and what is taken out late was bought.
  expect(figures['live.funnel']).toEqual([rowText([instantOf(START), '(none)', 3, 2, 1])])
})

const NOTHING = {
  customerId: null,
  category: null,
  storeId: null,
  city: null,
  orderId: null,
  quantity: 1,
  total: 0n,
} as const
