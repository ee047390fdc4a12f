import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Gateway } from '../../gateway/gateway.ts'
import { RecommendationsDocument, SegmentsDocument } from '../../sdk/generated/graphql.ts'
import { clientOf, serveEdge } from './served.ts'

const persisted = z
  .record(z.string(), z.string())
  .parse(JSON.parse(readFileSync('sdk/generated/persisted-documents.json', 'utf8')))

let gateway: Gateway
beforeAll(async () => {
  gateway = await serveEdge()
  return () => gateway.close()
})

const asked = z.object({
  operationName: z.string(),
  variables: z.record(z.string(), z.unknown()),
  extensions: z.strictObject({
    persistedQuery: z.strictObject({ version: z.literal(1), sha256Hash: z.string() }),
  }),
})

/** What an address or a body asks, as a gateway reads it. */
function read({ url }: Request, body: BodyInit | null | undefined) {
  if (typeof body === 'string') return asked.strict().parse(JSON.parse(body))
  const { operationName, variables, extensions } = Object.fromEntries(new URL(url).searchParams)
  const parsed = [variables, extensions].map((text) => JSON.parse(text ?? '') as unknown)
  return asked.parse({ operationName, variables: parsed[0], extensions: parsed[1] })
}

/** A proxy that knows the client's documents, before a gateway that does not. */
function proxy() {
  const methods: string[] = []
  const proxied: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    methods.push(request.method)
    const { extensions, ...rest } = read(request, init?.body)
    return fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...rest, query: persisted[extensions.persistedQuery.sha256Hash] }),
    })
  }
  return { methods, fetch: proxied }
}

test('every document is known by the SHA-256 of its text', () => {
  expect(Object.values(persisted).length).toBeGreaterThan(12)
  for (const [digits, text] of Object.entries(persisted)) expect(hash('sha256', text)).toBe(digits)
})

test('a persisted question is an address, and has the same answer', async () => {
  const { fetch, methods } = proxy()
  const variables = { productIds: ['p01', 'p02'] }
  const through = await clientOf(gateway, { fetch, persisted: true }).query(
    RecommendationsDocument,
    variables,
  )
  expect(through).toEqual(await clientOf(gateway).query(RecommendationsDocument, variables))
  await clientOf(gateway, { fetch, persisted: true }).query(SegmentsDocument)
  expect(methods).toEqual(['GET', 'GET'])
})

test('one that is too long for an address is posted, without its text', async () => {
  const { fetch, methods } = proxy()
  const productIds = Array.from({ length: 500 }, (_, i) => `product-${i}`)
  await clientOf(gateway, { fetch, persisted: true }).query(RecommendationsDocument, { productIds })
  expect(methods).toEqual(['POST'])
})
