import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import type { Gateway } from '../../gateway/gateway.ts'
import { edgeShop } from '../golden/edge-shop.ts'
import { type Sent, answered } from './answered.ts'
import { ask } from './ask.ts'
import { serveLake } from './serve-lake.ts'

let gateway: Gateway
beforeAll(async () => {
  gateway = await serveLake((await edgeShop()).lake, { timeoutMs: 1000 })
  return () => gateway.close()
})

async function told(text: string, ending: Sent['ending'] = 'wait') {
  const sent = { parts: [Buffer.from(text, 'latin1')], ending }
  const { status, body } = (await answered(new URL(gateway.url), sent, 5000))!
  return { status, ...JSON.parse(body) }
}

const POST = 'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n'
const GET = 'GET /graphql?query={__typename} HTTP/1.1\r\nhost: localhost\r\n'

test.each<{ what: string; text: string; ending?: Sent['ending']; status: number; code: string }>([
  { what: 'no HTTP', text: '\x16\x03\x01\x02', status: 400, code: 'BAD_USER_INPUT' },
  {
    what: 'an unknown method',
    text: 'FOO / HTTP/1.1\r\n\r\n',
    status: 400,
    code: 'BAD_USER_INPUT',
  },
  { what: 'no host', text: 'GET / HTTP/1.1\r\n\r\n', status: 400, code: 'BAD_USER_INPUT' },
  {
    what: 'a host that is none',
    text: 'GET /health HTTP/1.1\r\nhost: ][\r\n\r\n',
    status: 400,
    code: 'BAD_USER_INPUT',
  },
  {
    what: 'two lengths',
    text: `${POST}content-length: 1\r\ncontent-length: 2\r\n\r\n{}`,
    status: 400,
    code: 'BAD_USER_INPUT',
  },
  {
    what: 'a chunk without a size',
    text: `${POST}transfer-encoding: chunked\r\n\r\nZZ\r\n`,
    status: 400,
    code: 'BAD_USER_INPUT',
  },
  {
    what: 'half a body',
    text: `${POST}content-length: 100\r\n\r\n{"query":`,
    ending: 'cut',
    status: 400,
    code: 'BAD_USER_INPUT',
  },
  {
    what: 'a body that does not come',
    text: `${POST}content-length: 100\r\n\r\n{"query":`,
    status: 408,
    code: 'TIMEOUT',
  },
  {
    what: 'headers without end',
    text: `${GET}x: ${'x'.repeat(20_000)}\r\n\r\n`,
    status: 431,
    code: 'PAYLOAD_TOO_LARGE',
  },
  {
    what: 'a tunnel',
    text: 'CONNECT example.com:443 HTTP/1.1\r\nhost: example.com:443\r\n\r\n',
    status: 405,
    code: 'BAD_USER_INPUT',
  },
  {
    what: 'an answer in a form that there is not',
    text: `${GET}accept: image/png\r\n\r\n`,
    status: 406,
    code: 'BAD_USER_INPUT',
  },
])('$what: $status $code, and the next is answered', async ({ text, ending, status, code }) => {
  expect(await told(text, ending)).toEqual({
    status,
    errors: [{ message: expect.stringMatching(/\w/), extensions: { code } }],
  })
  expect((await ask(gateway, '{ __typename }')).data).toEqual({ __typename: 'Query' })
})

test.each([
  {
    what: 'an address of half a megabyte',
    parts: [`GET /graphql?query=${'x'.repeat(500_000)} HTTP/1.1\r\n\r\n`],
    status: 431,
  },
  {
    what: 'ten megabytes of a type that is not taken',
    parts: [
      'POST /graphql HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n',
      'content-type: text/plain\r\ncontent-length: 10000000\r\n\r\n',
      ' '.repeat(10_000_000),
    ],
    status: 415,
  },
])('$what: the refusal is still there for who reads late', async ({ parts, status }) => {
  const { hostname, port } = new URL(gateway.url)
  const socket = connect({ host: hostname, port: Number(port) })
  const failed = once(socket, 'error').then(([error]) => String(error))
  socket.write(parts.join(''))
  await sleep(500)
  const first = once(socket, 'data').then(([chunk]) => String(chunk))
  expect(await Promise.race([first, failed])).toMatch(`HTTP/1.1 ${status} `)
  socket.destroy()
})

const BODY = '{"query":"{ __typename }"}'

test.each([
  { what: 'a type in capitals', headers: 'content-type: APPLICATION/JSON\r\n' },
  {
    what: 'an expectation that is none of ours',
    headers: 'content-type: application/json\r\nexpect: gold\r\n',
  },
])('$what: answered', async ({ headers }) => {
  const head = `POST /graphql HTTP/1.1\r\nhost: localhost\r\n${headers}`
  const text = `${head}content-length: ${BODY.length}\r\n\r\n${BODY}`
  expect(await told(text)).toMatchObject({ status: 200, data: { __typename: 'Query' } })
})
