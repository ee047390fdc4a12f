import { once } from 'node:events'
import { Agent, createServer, get } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { drain, listen } from '../../gateway/listen.ts'

const HERE = { host: '127.0.0.1', port: 0 }

test('draining ends what is in flight and takes nothing new', async () => {
  const server = createServer(async (_, response) => {
    await setTimeout(200)
    response.end('done')
  })
  const url = await listen(server, HERE)
  const answer = fetch(url).then((response) => response.text())
  await once(server, 'request')
  const drained = drain(server, 10_000)
  await expect(fetch(url)).rejects.toThrow('fetch failed')
  expect(await answer).toBe('done')
  await drained
})

test('a connection that is kept is closed after its answer, and holds nothing open', async () => {
  const server = createServer({ keepAliveTimeout: 75_000 }, async (_, response) => {
    await setTimeout(200)
    response.end('done')
  })
  const url = await listen(server, HERE)
  const agent = new Agent({ keepAlive: true })
  const asked = get(url, { agent }, (response) => response.resume())
  await once(server, 'request')
  const started = performance.now()
  await Promise.all([once(asked, 'close'), drain(server, 10_000)])
  expect(performance.now() - started).toBeLessThan(2000)
  agent.destroy()
})

test('what does not end in time is cut', async () => {
  const server = createServer(() => undefined)
  const url = await listen(server, HERE)
  const answer = fetch(url).then(() => '', String)
  await once(server, 'request')
  await drain(server, 50)
  expect(await answer).toContain('fetch failed')
})

test.each([
  { host: '127.0.0.1', port: 1, reason: 'the port is not allowed' },
  { host: '203.0.113.7', port: 0, reason: 'this machine has no such address' },
  { host: 'no-such-host.invalid', port: 0, reason: /the host is not known|EAI_AGAIN/ },
])('$host:$port cannot be listened on: $reason', async ({ host, port, reason }) => {
  if (port === 1 && process.getuid?.() === 0) return
  await expect(listen(createServer(), { host, port })).rejects.toThrow(reason)
})
