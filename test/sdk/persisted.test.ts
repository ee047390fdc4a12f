import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { loadConfig } from '../../config.ts'
import type { Gateway } from '../../gateway/gateway.ts'
import {
  PublishEventsDocument,
  RecommendationsDocument,
  SegmentsDocument,
} from '../../sdk/generated/graphql.ts'
import { lakeWithLog } from '../gateway/live/lake-with-log.ts'
import { serveLake } from '../gateway/serve-lake.ts'
import { recorder } from './recorder.ts'
import { clientOf, serveEdge } from './served.ts'

const DOCUMENTS = 'sdk/generated/persisted-documents.json'

let strict: Gateway
let open: Gateway
beforeAll(async () => {
  const { graphql } = loadConfig({ environment: {} })
  strict = await serveEdge({ graphql: { ...graphql, persisted: [DOCUMENTS], persistedOnly: true } })
  open = await serveEdge()
  return () => Promise.all([strict.close(), open.close()])
})

test('every document is known by the SHA-256 of its text', () => {
  const documents = z
    .record(z.string(), z.string())
    .parse(JSON.parse(readFileSync(DOCUMENTS, 'utf8')))
  expect(Object.values(documents).length).toBeGreaterThan(12)
  for (const [digits, text] of Object.entries(documents)) expect(hash('sha256', text)).toBe(digits)
})

test('a persisted question is an address, and has the same answer', async () => {
  const { fetch, sent } = recorder()
  const variables = { productIds: ['p01', 'p02'] }
  const client = clientOf(strict, { fetch, persisted: true })
  const answered = await client.query(RecommendationsDocument, variables)
  expect(answered).toEqual(await clientOf(open).query(RecommendationsDocument, variables))
  expect((await client.query(SegmentsDocument)).customerSegments).toHaveLength(7)
  expect(sent.map(({ method }) => method)).toEqual(['GET', 'GET'])
})

test('one that is too long for an address is posted, without its text', async () => {
  const { fetch, sent } = recorder()
  const productIds = Array.from({ length: 500 }, (_, i) => `product-${i}`)
  const client = clientOf(strict, { fetch, persisted: true })
  const { recommendations } = await client.query(RecommendationsDocument, { productIds })
  expect(recommendations[0]?.isFallback).toBe(true)
  expect(sent[0]?.method).toBe('POST')
  expect(sent[0]?.body).not.toContain('query')
})

test('what changes something is posted, by its hash too', async () => {
  await using shop = await lakeWithLog()
  const gateway = await serveLake(shop.lake, {
    graphql: { persisted: [DOCUMENTS], persistedOnly: true },
  })
  const { fetch, sent } = recorder()
  const events = [{ type: 'PAGE_VIEW' as const, at: '2026-01-15T10:00:00Z' as const }]
  const { publishEvents } = await clientOf(gateway, { fetch, persisted: true }).query(
    PublishEventsDocument,
    { events },
  )
  expect(publishEvents).toEqual({ accepted: 1, rejected: [] })
  expect(sent.map(({ method }) => method)).toEqual(['POST'])
  expect(sent[0]?.body).not.toContain('"query"')
  await gateway.close()
})

test.each([
  { gateway: () => strict, persisted: false, code: 'PERSISTED_ONLY' },
  { gateway: () => open, persisted: true, code: 'NOT_FOUND' },
])('a gateway that has it otherwise says $code', async ({ gateway, persisted, code }) => {
  const call = clientOf(gateway(), { persisted }).query(SegmentsDocument)
  await expect(call).rejects.toMatchObject({ code })
})
