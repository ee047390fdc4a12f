import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { csvRecords } from '../../jobs/replay/csv-records.ts'
import { type ReplayOptions, replay } from '../../jobs/replay/replay.ts'
import { readLetter } from '../../lakehouse/events/dead-letter.ts'
import { LakehouseError } from '../../lakehouse/errors.ts'
import { lakegate } from '../commands/lakegate.ts'
import { openTemporaryLog } from '../events/temporary-log.ts'

const folder = mkdtempSync(join(tmpdir(), 'lakegate-replay-'))
afterAll(() => rmSync(folder, { recursive: true }))

function fileOf(content: string | Buffer): string {
  const file = join(folder, 'events.csv')
  writeFileSync(file, content)
  return file
}

const options = (file: string, more: Partial<ReplayOptions> = {}): ReplayOptions => ({
  file,
  map: 'orders',
  rate: 0,
  signal: new AbortController().signal,
  report: () => {},
  ...more,
})

const CLICKS = `event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session
2019-10-01 00:00:00 UTC,view,44600062,2103807459595387724,,shiseido,35.79,541312140,s1
2019-10-01 00:00:01 UTC,cart,44600062,2103807459595387724,a.b,,35.79,541312140,s1
2019-10-01 00:00:02 UTC,purchase,44600062,2103807459595387724,,"x, y",35.79,541312140,s1
2019-10-01 00:00:02 UTC,purchase,7,1,,,1.00,541312140,s1
2019-10-01 00:00:03 UTC,constructor,7,1,,,1.00,541312140,s1
2019-10-01 00:00:03 UTC,view,7
`

test('clicks become events, and what is none is kept with its reason', async () => {
  await using log = await openTemporaryLog()
  const done = await replay(log, options(fileOf(CLICKS), { map: 'rees46' }))
  expect(done).toMatchObject({ accepted: 4, rejected: 2 })
  const values = async (topic: 'page_views' | 'cart_events' | 'orders') =>
    (await log.all(topic)).map(({ value }): unknown => JSON.parse(value))
  expect(await values('page_views')).toEqual([
    {
      event_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      event_type: 'page_view',
      event_ts: '2019-10-01T00:00:00.000000Z',
      session_id: 's1',
      customer_id: '541312140',
      product_id: '44600062',
      category: '2103807459595387724',
      unit_price: '35.7900',
    },
  ])
  expect(await values('cart_events')).toMatchObject([{ category: 'a.b' }])
  const order = 's1 2019-10-01 00:00:02 UTC'
  expect(await values('orders')).toMatchObject([
    { order_id: order, quantity: 1, product_id: '44600062' },
    { order_id: order, quantity: 1, product_id: '7' },
  ])
  const letters = (await log.all('dead_letters')).map(readLetter)
  expect(letters.map(({ way, rule, reason }) => `${way} ${rule}: ${reason}`).toSorted()).toEqual([
    'replay unknown_type: event_type: "constructor", expected page_view, add_to_cart, remove_from_cart, purchase',
    'replay unparsable: the line has 3 fields, expected 9 as in the header',
  ])
})

test('a file that is replayed again, packed, gives the same ids; equal rows are events of their own', async () => {
  await using log = await openTemporaryLog()
  const row = 'o1,2025-03-01,p1,2,9.50\n'
  const text = `Order ID;Order Date;Product ID;Quantity;Unit Price\n${row}${row}`
  const csv = text.replaceAll(',', ';')
  await replay(log, options(fileOf(csv)))
  await replay(log, options(fileOf(gzipSync(csv))))
  const events = (await log.all('orders')).map(({ value }): object => JSON.parse(value))
  expect(events).toHaveLength(4)
  expect(new Set(events.map((event) => JSON.stringify(event))).size).toBe(2)
  expect(events[0]).toMatchObject({
    event_type: 'purchase',
    event_ts: '2025-03-01T00:00:00.000000Z',
    quantity: 2,
    unit_price: '9.5000',
  })
})

test('lines of orders that have ids keep them', async () => {
  await using log = await openTemporaryLog()
  const csv =
    'order_item_id,order_id,order_date,product_id,unit_price,region\n1,o1,2025-03-01T10:00:00+02:00,p1,3,Lima\n'
  await replay(log, options(fileOf(csv), { topic: 'page_views' }))
  const [message] = await log.all('page_views')
  expect(JSON.parse(message!.value)).toMatchObject({
    event_id: 'o1 1',
    event_ts: '2025-03-01T08:00:00.000000Z',
    province: 'Lima',
  })
})

test.each([
  { name: 'no line', content: '', says: /^the file is empty: its header must name order_id/ },
  {
    name: 'a header without what is needed',
    content: 'order_id,oder_date,product_id,unit_price\n',
    says: /no column order_date: .* did you mean "oder_date"\?$/,
  },
  {
    name: 'what is no gzip',
    content: Buffer.from([0x1f, 0x8b, 8, 1, 2]),
    says: /events\.csv cannot be read/,
  },
])('a file with $name is told', async ({ content, says }) => {
  await using log = await openTemporaryLog()
  await expect(replay(log, options(fileOf(content)))).rejects.toMatchObject({
    name: 'JobError',
    message: expect.stringMatching(says),
  })
})

test('a log that does not answer is told as that', async () => {
  const unavailable = new LakehouseError('LOG_UNAVAILABLE', 'no broker')
  const log = { append: () => Promise.reject(unavailable) }
  await expect(replay(log, options(fileOf(CLICKS), { map: 'rees46' }))).rejects.toBe(unavailable)
})

test('events are sent as fast as they are asked for', async () => {
  const log = { append: async () => {} }
  const rows = Array.from({ length: 50 }, (_, i) => `o${i},2025-03-01,p,1\n`)
  const file = fileOf(`order_id,order_date,product_id,unit_price\n${rows.join('')}`)
  const { accepted, seconds } = await replay(log, options(file, { rate: 100 }))
  expect(accepted).toBe(50)
  expect(seconds).toBeGreaterThan(0.35)
  expect(seconds).toBeLessThan(2)
})

const anyField = fc.oneof(fc.string(), fc.constantFrom('', '"', 'a\nb', 'x,y', 'é'))
const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`

test('any records are read as they were written, wherever the file is cut', async () => {
  const records = fc.array(fc.tuple(anyField, anyField), { maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(records, fc.integer({ min: 1, max: 40 }), async (rows, size) => {
      const lines = [['a', 'b'], ['1', '2'], ['3', '4'], ...rows]
      const bytes = Buffer.from(lines.map((row) => row.map(quoted).join(',')).join('\r\n'))
      const found: unknown[] = []
      for await (const { fields } of csvRecords(chunksOf(bytes, size))) found.push(fields)
      expect(found).toEqual(lines)
    }),
  )
})

async function* chunksOf(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

test('a quote that is not closed takes no other line with it', async () => {
  const rows = Array.from({ length: 300 }, (_, i) => (i === 5 ? 'x,"open' : `${i},b`))
  const found = []
  for await (const record of csvRecords(chunksOf(Buffer.from(rows.join('\n')), 50)))
    found.push(record)
  expect(found).toHaveLength(300)
  expect(found[5]).toEqual({ line: 6, text: 'x,"open', fields: undefined })
  expect(found[299]).toEqual({ line: 300, text: '299,b', fields: ['299', 'b'] })
})

test('the command tells what it did, and ends with 1 where nothing was an event, with 2 where it is used wrongly', async () => {
  const lake = join(folder, 'lake')
  const run = (...argv: string[]) => lakegate(['replay', fileOf(CLICKS), '--lake', lake, ...argv])
  expect(await run('--map', 'rees46')).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /^replayed 4 events in \d\.\d s, 2 refused: they are in dead_letters\n$/,
    ),
  })
  expect(JSON.parse((await run('--map', 'rees46', '--json', '--rate', '1000')).out)).toMatchObject({
    kind: 'replayed',
    accepted: 4,
    rejected: 2,
  })
  expect(await run('--map', 'orders')).toMatchObject({
    code: 1,
    error: expect.stringMatching(/^lakegate: the file has no column order_id, .*\n$/),
  })
  expect(await run('--map', 'csv')).toMatchObject({ code: 2 })
})
