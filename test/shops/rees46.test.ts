import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { replay } from '../../jobs/replay/replay.ts'
import { isRefused, readEventJson } from '../../lakehouse/events/event.ts'
import { openTemporaryLog } from '../events/temporary-log.ts'

const datasets = process.env['LAKEGATE_DATASETS'] ?? '../shared/datasets'
const file = join(datasets, 'rees46', '2019-Oct_first5019.csv')
const isThere = existsSync(file)
if (!isThere) console.warn(`no clicks in ${datasets}: set LAKEGATE_DATASETS to replay them`)

test.skipIf(!isThere)(
  'a real clickstream is replayed with its known counts and value',
  async () => {
    await using log = await openTemporaryLog()
    const options = { file, map: 'rees46', rate: 0, report: () => {} } as const
    const { signal } = new AbortController()
    const once = await replay(log, { ...options, signal })
    expect(once).toMatchObject({ accepted: 5019, rejected: 0 })
    await replay(log, { ...options, signal })
    const counts: Record<string, number> = {}
    let cents = 0
    for (const topic of ['page_views', 'cart_events', 'orders'] as const) {
      const messages = await log.all(topic)
      const events = new Map(
        messages.map(({ value, at }) => {
          const read = readEventJson(value, at)
          if (isRefused(read)) throw new Error(read.reason)
          return [read.eventId, read]
        }),
      )
      expect(messages).toHaveLength(2 * events.size)
      counts[topic] = events.size
      for (const { type, unitPrice } of events.values())
        if (type === 'purchase') cents += Math.round(Number(unitPrice) * 100)
    }
    expect(counts).toEqual({ page_views: 4915, cart_events: 50, orders: 54 })
    expect(cents).toBe(1_478_659)
  },
)
