import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { loadConfig } from '../../config.ts'
import type { Gateway } from '../../gateway/gateway.ts'
import { RecommendationsDocument, SegmentsDocument } from '../../sdk/generated/graphql.ts'
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

test.each([
  { gateway: () => strict, persisted: false, code: 'PERSISTED_ONLY' },
  { gateway: () => open, persisted: true, code: 'NOT_FOUND' },
])('a gateway that has it otherwise says $code', async ({ gateway, persisted, code }) => {
  const call = clientOf(gateway(), { persisted }).query(SegmentsDocument)
  await expect(call).rejects.toMatchObject({ code })
})
