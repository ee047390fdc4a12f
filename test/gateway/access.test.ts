import { type GraphQLField } from 'graphql'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Gateway } from '../../gateway/gateway.ts'
import type { Scope } from '../../resolvers/scope.ts'
import { edgeShop } from '../golden/edge-shop.ts'
import { schema } from '../../schema/schema.ts'
import { type Arguments, argumentsOf } from '../schema/everything.ts'
import { NEEDS } from '../schema/needs.ts'
import { type Reached, allFields, reachedTypes } from '../schema/paths.ts'
import { idsOf } from './ask-everything.ts'
import { askWith } from './ask.ts'
import { serveLake } from './serve-lake.ts'
import { AUTH, bearer } from './tokens.ts'

const CALLERS: readonly (readonly Scope[])[] = [
  [],
  ['read'],
  ['pii'],
  ['export'],
  ['ingest'],
  ['operator'],
  ['read', 'pii'],
  ['read', 'operator'],
  ['read', 'pii', 'export', 'ingest', 'operator'],
]

let gateway: Gateway
let given: Arguments
beforeAll(async () => {
  const { lake } = await edgeShop()
  const open = await serveLake(lake)
  given = await idsOf(open)
  await open.close()
  gateway = await serveLake(lake, { auth: AUTH })
  return () => gateway.close()
})

const error = z.object({
  path: z.array(z.union([z.string(), z.number()])),
  message: z.string(),
  extensions: z.object({ code: z.string() }),
})

async function ask(scopes: readonly Scope[], query: string) {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(await bearer({ scopes })) },
    body: JSON.stringify({ query }),
  })
  return z
    .object({ data: z.unknown(), errors: z.array(error).default([]) })
    .parse(await response.json())
}

const SUBSCRIPTIONS = Object.values(schema.getSubscriptionType()!.getFields())
const MUTATIONS = Object.values(schema.getMutationType()!.getFields())

test('the page names fields that there are, and each that changes something', () => {
  expect(NEEDS.size).toBeGreaterThan(5)
  const fields = reachedTypes().flatMap(({ type }) =>
    Object.keys(type.getFields()).map((name) => `${type.name}.${name}`),
  )
  const mutations = MUTATIONS.map(({ name }) => `Mutation.${name}`)
  fields.push(...mutations, ...SUBSCRIPTIONS.map(({ name }) => `Subscription.${name}`))
  expect(mutations.filter((field) => !NEEDS.has(field))).toEqual([])
  expect([...NEEDS.keys()].filter((field) => !fields.includes(field))).toEqual([])
})

test.each(CALLERS.map((scopes) => ({ scopes, who: scopes.join(' and ') || 'nothing' })))(
  'who may $who sees of every type what the page says',
  async ({ scopes }) => {
    const wrong: string[] = []
    const seen = new Set<string>()
    for (const reached of reachedTypes()) {
      const { data, errors } = await ask(scopes, `{ ${allFields(reached, given)} }`)
      const refused = new Set(errors.map(({ path }) => path.filter(isName).join('.')))
      const other = errors.filter(({ extensions }) => extensions.code !== 'FORBIDDEN')
      if (other.length > 0) wrong.push(`${reached.type.name}: ${JSON.stringify(other)}`)
      const expected = refusals(reached, scopes)
      for (const path of expected) if (refused.has(path)) seen.add(path)
      const surplus = [...refused].filter((path) => !expected.has(path))
      if (surplus.length > 0) wrong.push(`${reached.type.name}: refused ${surplus.join(', ')}`)
      const leaked = valuesOf(data, [...expected])
      if (leaked.length > 0) wrong.push(`${reached.type.name}: shown ${leaked.join(', ')}`)
      if (expected.size > 0 && refused.size === 0)
        wrong.push(`${reached.type.name}: nothing refused`)
    }
    expect(wrong).toEqual([])
  },
)

test.each(CALLERS.map((scopes) => ({ scopes, who: scopes.join(' and ') || 'nothing' })))(
  'who may $who changes what the page says',
  async ({ scopes }) => {
    for (const field of MUTATIONS) {
      const { name } = field
      const called = `${name}${argumentsOf(field, { ...given, events: '[]' })}`
      const { errors } = await ask(scopes, `mutation { ${called} { __typename } }`)
      const needed = NEEDS.get(`Mutation.${name}`)
      const isRefused = !scopes.some((scope) => scope === needed)
      const message = `Mutation.${name} needs the scope ${needed}`
      expect(errors).toMatchObject(isRefused ? [{ message }] : [])
    }
  },
)

test.each(CALLERS.map((scopes) => ({ scopes, who: scopes.join(' and ') || 'nothing' })))(
  'who may $who is told by subscriptions what the page says',
  async ({ scopes }) => {
    for (const { name } of SUBSCRIPTIONS) {
      const leaving = new AbortController()
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: {
          accept: 'text/event-stream',
          'content-type': 'application/json',
          ...(await bearer({ scopes })),
        },
        body: JSON.stringify({ query: `subscription { ${name} { __typename } }` }),
        signal: leaving.signal,
      })
      const needed = NEEDS.get(`Subscription.${name}`) ?? 'read'
      const isAllowed = scopes.some((scope) => scope === needed)
      expect([name, response.status]).toEqual([name, isAllowed ? 200 : 403])
      // Of one that is allowed only the beginning: it goes on.
      const told = isAllowed ? '' : await response.text()
      expect(isAllowed || told.includes(`Subscription.${name} needs the scope ${needed}`)).toBe(
        true,
      )
      leaving.abort()
    }
  },
)

const isName = (part: string | number) => typeof part === 'string'

/** The paths that must be refused to a caller, where a document asks for all fields of a type. */
function refusals({ type, way }: Reached, scopes: readonly Scope[]): Set<string> {
  const isRefused = (parent: string, { name }: GraphQLField<unknown, unknown>) => {
    const scope = NEEDS.get(`${parent}.${name}`) ?? (parent === 'Query' ? 'read' : undefined)
    return scope !== undefined && !scopes.some((each) => each === scope)
  }
  const parents = ['Query', ...way.map((field) => String(field.type).replaceAll(/[[\]!]/g, ''))]
  const stop = way.findIndex((field, i) => isRefused(parents[i]!, field))
  if (stop !== -1)
    return new Set([
      way
        .slice(0, stop + 1)
        .map(({ name }) => name)
        .join('.'),
    ])
  const path = way.map(({ name }) => name)
  return new Set(
    Object.values(type.getFields())
      .filter((field) => isRefused(type.name, field))
      .map(({ name }) => [...path, name].join('.')),
  )
}

/** Those of the paths at which data holds a value. */
function valuesOf(data: unknown, paths: readonly string[]): string[] {
  return paths.filter((path) => path.split('.').reduce<unknown[]>(below, [data]).length > 0)
}

function below(parents: unknown[], name: string): unknown[] {
  return parents
    .flatMap((parent) => [parent].flat(3))
    .flatMap((parent) =>
      typeof parent === 'object' && parent !== null ? [Reflect.get(parent, name)].flat(3) : [],
    )
    .filter((value) => value !== null && value !== undefined)
}

const READ: readonly Scope[] = ['read']

test.each([
  {
    query: '{ customers(first: 1) { nodes { email } } }',
    message: 'Customer.email needs the scope pii',
  },
  { query: '{ orders(first: 1) { nodes { notes } } }', message: 'Order.notes needs the scope pii' },
  { query: '{ pipeline { tables { name } } }', message: 'Query.pipeline needs the scope operator' },
])('a refusal names the scope: $message', async ({ query, message }) => {
  expect((await ask(READ, query)).errors[0]).toMatchObject({ message })
})

test('who may nothing is told that it needs read', async () => {
  const { errors } = await ask([], '{ stores { name } }')
  expect(errors[0]).toMatchObject({ message: 'Query.stores needs the scope read' })
})

test.each([
  '{ customers(where: { search: "ana" }) { totalCount } }',
  '{ customers(where: { or: [{ not: { and: [{ search: "ana" }] } }] }) { totalCount } }',
  '{ topCustomers(where: { search: "ana" }) { customerId } }',
  '{ customerSegments(where: { search: "ana" }) { customers } }',
])('%s needs pii', async (query) => {
  const answers = await Promise.all(
    [READ, [...READ, 'pii' as const]].map(async (scopes) =>
      askWith(await bearer({ scopes }))(gateway, query),
    ),
  )
  expect(answers.map(({ errors }) => errors?.[0]?.extensions['code'])).toEqual([
    'FORBIDDEN',
    undefined,
  ])
})

test('a run is not told by its id to who may not see runs, nor whether it is there', async () => {
  const runs = '{ pipeline { runs(first: 1) { nodes { id } } } }'
  const [id] = z
    .object({
      pipeline: z.object({ runs: z.object({ nodes: z.array(z.object({ id: z.string() })) }) }),
    })
    .parse((await ask(['operator'], runs)).data)
    .pipeline.runs.nodes.map((run) => run.id)
  for (const query of [
    `{ run: node(id: "${id}") { id } }`,
    `{ run: nodes(ids: ["${id}"]) { __typename } }`,
  ]) {
    const refused = await ask(READ, query)
    expect(refused.errors.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN'])
    expect([refused.data].flat()).toMatchObject([{ run: query.includes('nodes') ? [null] : null }])
    expect((await ask([...READ, 'operator'], query)).errors).toEqual([])
  }
})
