import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { parse, validate } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SCOPES } from '../../resolvers/scope.ts'
import { schema } from '../../schema/schema.ts'
import { answered } from '../gateway/answered.ts'
import { askWith } from '../gateway/ask.ts'
import { AUTH, bearer } from '../gateway/tokens.ts'
import { edgeShop } from '../golden/edge-shop.ts'
import { misfits } from './answer-shape.ts'
import { anyBrokenRequest } from './any-broken-request.ts'
import { type Asked, anyDocument } from './any-document.ts'
import { anyEvents } from './any-events.ts'
import { anyExport } from './any-export.ts'
import { type Sender, anySender, impostorsOf, sendersOf } from './any-sender.ts'
import { type GatewayProcess, startGatewayProcess } from './gateway-process.ts'
import { type Known, whatIsKnown } from './known.ts'
import { broken } from './lanes.ts'
import { PERSISTED } from './persisted.ts'
import { type Message, posted, requestOf } from './request.ts'
import { tally } from './tally.ts'
import { WITHIN_MS, answerOf, problemsOf } from './what-is-allowed.ts'

const RUNS = Number(process.env['LAKEGATE_FUZZ_RUNS'] ?? 10_000)
const SEED = Number(process.env['LAKEGATE_FUZZ_SEED'] ?? Date.now() % 1_000_000)
/** The others are broken; those that are answered take longer. */
const VALID_SHARE = 0.4
const TIMEOUT_MS = 900_000

const folder = mkdtempSync(join(tmpdir(), 'lakegate-fuzz-'))
const counted = tally()
let gateway: GatewayProcess
let url: URL
let ask: (query: string) => ReturnType<ReturnType<typeof askWith>>
let known: Known
let sender: fc.Arbitrary<Sender>
let bytesBefore: number

beforeAll(async () => {
  console.log(`LAKEGATE_FUZZ_SEED=${SEED} LAKEGATE_FUZZ_RUNS=${RUNS}`)
  const lake = join(folder, 'lake')
  cpSync((await edgeShop()).lake, lake, { recursive: true })
  const documents = join(folder, 'documents.json')
  writeFileSync(documents, PERSISTED)
  sender = anySender(await sendersOf(lake), await impostorsOf(lake))
  gateway = await startGatewayProcess(lake, {
    LAKEGATE_AUTH_JWT_SECRET: AUTH.jwt.secret,
    LAKEGATE_AUTH_JWT_ISSUER: AUTH.jwt.issuer,
    LAKEGATE_AUTH_JWT_AUDIENCE: AUTH.jwt.audience,
    LAKEGATE_GRAPHQL_PERSISTED: documents,
    LAKEGATE_GRAPHQL_PLAYGROUND: 'true',
    LAKEGATE_GRAPHQL_INTROSPECTION: 'true',
    LAKEGATE_LOG_LEVEL: 'warn',
    LAKEGATE_QUERY_TIMEOUT_SECONDS: '2',
    LAKEGATE_RATE_PER_MINUTE: '0',
  })
  url = new URL(gateway.url)
  const askAll = askWith(await bearer({ scopes: [...SCOPES], expires: 3600 }))
  ask = (query) => askAll(gateway, query)
  known = await whatIsKnown(ask)
  bytesBefore = gateway.residentBytes()
})

afterAll(async () => {
  counted.print()
  await gateway.stop()
  rmSync(folder, { recursive: true })
})

const sentBy = ([message, who]: [Message, Sender]) => requestOf(message, who)
const isValid = ({ query }: Asked) => validate(schema, parse(query)).length === 0

test(
  'any valid document has an answer of its shape, without a field that is not its sender’s',
  async () => {
    const requests = fc.tuple(anyDocument(known), sender)
    const runs = { runs: RUNS * VALID_SHARE, seed: SEED }
    const found = await broken(requests, runs, async ([asked, who]) => {
      const kind = who.scopes ? 'a document' : 'an impostor'
      const request = requestOf(posted(kind, Buffer.from(JSON.stringify(asked))), who)
      const given = await answered(url, request, WITHIN_MS)
      counted.add(kind, given)
      if (!given) return ['no answer']
      const { data, errors = [] } = answerOf(given) ?? {}
      const codes = errors.map(({ extensions: { code } }) => code)
      const isRefused = codes.includes('GRAPHQL_VALIDATION_FAILED')
      return [
        ...problemsOf(given, request),
        ...(data ? misfits(asked, data, who.scopes ?? []) : []),
        ...(isRefused && isValid(asked) ? ['a valid document is refused'] : []),
        ...(who.scopes || given.status === 401 ? [] : ['an impostor is not told so']),
      ]
    })
    expect(found).toEqual([])
  },
  TIMEOUT_MS,
)

test(
  'any broken request, any export and any events have what is theirs or an answer with a code',
  async () => {
    const requests = fc.oneof(
      { arbitrary: anyBrokenRequest(anyDocument(known), sender), weight: 9 },
      { arbitrary: fc.tuple(anyExport(known), sender).map(sentBy), weight: 1 },
      { arbitrary: fc.tuple(anyEvents, sender).map(sentBy), weight: 1 },
    )
    const runs = { runs: RUNS * (1 - VALID_SHARE), seed: SEED }
    const found = await broken(requests, runs, async (request) => {
      const given = await answered(url, request, WITHIN_MS)
      counted.add(request.kind, given)
      if (given) return problemsOf(given, request)
      return request.isAnswered ? ['no answer'] : []
    })
    expect(found).toEqual([])
  },
  TIMEOUT_MS,
)

/** What a gateway of a small shop needs, with what it keeps of answers and documents. */
const BYTES_MAX = 1_000_000_000

const megabytes = (bytes: number) => `${Math.round(bytes / 1_000_000)} MB`

test('after all that it answers, logged nothing and holds little', async () => {
  expect(gateway.isAlive()).toBe(true)
  expect(gateway.logged).toEqual([])
  expect((await ask('{ customers { totalCount } }')).errors).toBeUndefined()
  const bytes = gateway.residentBytes()
  console.log(`${megabytes(bytesBefore)} before, ${megabytes(bytes)} after all`)
  expect(bytes).toBeLessThan(BYTES_MAX)
})
