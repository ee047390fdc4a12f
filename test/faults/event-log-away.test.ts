import { expect, test } from 'vitest'
import { loadConfig } from '../../config.ts'
import { serveLake } from '../gateway/serve-lake.ts'
import { edgeShop } from '../golden/edge-shop.ts'

test('while the log does not answer, nothing is acknowledged, and whoever runs the server is told', async () => {
  const told: string[] = []
  const { events } = loadConfig({ environment: { LAKEGATE_EVENTS_KAFKA_BROKERS: '127.0.0.1:1' } })
  const { lake } = await edgeShop()
  const gateway = await serveLake(lake, { events, log: (line) => told.push(line) })
  const response = await fetch(`${gateway.url}/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"event_type":"page_view","event_ts":"0"}',
  })
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1'])
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE' } }] })
  expect(told).toEqual([expect.stringContaining('Kafka at 127.0.0.1:1')])
  await gateway.close()
})
