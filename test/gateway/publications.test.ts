import { rmSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Gateway } from '../../gateway/gateway.ts'
import { listTables } from '../../lakehouse/delta/facts.ts'
import { tableIn } from '../../lakehouse/delta/table.ts'
import { vacuum } from '../../lakehouse/delta/vacuum.ts'
import { openDuckdb } from '../../lakehouse/engines/duckdb/duckdb.ts'
import { publish, servingFile } from '../../lakehouse/publication.ts'
import { keptVersions } from '../../lakehouse/publications.ts'
import type { Shop } from '../build/shop.ts'
import { ask } from './ask.ts'
import { type Days, type Recorded, openDays } from './days.ts'

const FIELDS = '{ salesSummary { current { orders revenue } } customers { nodes { name } } }'
const AS_OF = `query ($time: DateTime, $publication: ID) @asOf(time: $time, publication: $publication) ${FIELDS}`

let shop: Shop
let gateway: Gateway
let recorded: readonly Recorded[]
let start: Days['start']
let forget: Days['forget']

beforeAll(async () => {
  const days = await openDays(3, FIELDS)
  ;({ shop, recorded, start, forget } = days)
  gateway = await start()
  return async () => {
    await gateway.close()
    days[Symbol.dispose]()
  }
})

test('one that is kept no longer says until when it was', async () => {
  const forgetful = await start({ serving: { keep: 0, keepAll: 0 } })
  const [first, second] = recorded
  const keptUntil = second!.publication.publishedAt
  const { errors } = await ask(forgetful, AS_OF, { time: first!.publication.publishedAt })
  expect(errors).toEqual([
    {
      message: `publication ${first!.publication.publicationId} was kept until ${keptUntil}`,
      extensions: { code: 'PUBLICATION_EXPIRED', keptUntil },
    },
  ])
  expect(await ask(forgetful, FIELDS)).toEqual(recorded.at(-1)!.answer)
  await forgetful.close()
})

const LIVE = `{ publications { totalCount nodes { publicationId isCurrent isServed keptUntil } } publication { publicationId isCurrent } }`

test('live fields tell of the lake as it is, whichever publication is read', async () => {
  const { publication } = recorded[0]!
  const then = await ask(gateway, `query @asOf(time: "${publication.publishedAt}") ${LIVE}`)
  const { publications } = fields.parse(then.data)
  expect(publications.nodes).toEqual(
    recorded
      .map(({ publication: { publicationId } }, i) => ({
        publicationId,
        isCurrent: i === recorded.length - 1,
        isServed: true,
        keptUntil: i === recorded.length - 1 ? null : daysLater(recorded[i + 1]!, 30),
      }))
      .toReversed(),
  )
  expect(then.data).toMatchObject({
    publication: { publicationId: publication.publicationId, isCurrent: false },
  })
})

test('publications are paged through, newest first, and each is a node', async () => {
  const ids: string[] = []
  let after: string | null = null
  do {
    const page = await ask(
      gateway,
      'query ($after: String) { publications(first: 2, after: $after) { nodes { id publicationId } pageInfo { hasNextPage endCursor } } }',
      { after },
    )
    const { publications } = fields.parse(page.data)
    for (const { id, publicationId } of publications.nodes) {
      const { data } = await ask(
        gateway,
        'query ($id: ID!) { node(id: $id) { ... on Publication { publicationId } } }',
        { id },
      )
      expect(data).toEqual({ node: { publicationId } })
      ids.push(publicationId)
    }
    after = publications.pageInfo!.hasNextPage ? publications.pageInfo!.endCursor : null
  } while (after !== null)
  expect(ids).toEqual(recorded.map(({ publication }) => publication.publicationId).toReversed())
})

test.each(['publications(first: 0)', 'publications(first: 501)', 'publications(after: "abc")'])(
  '%s is refused',
  async (field) => {
    const { errors } = await ask(gateway, `{ ${field} { nodes { publicationId } } }`)
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  },
)

test('one whose check failed cannot be read, and says so', async () => {
  await using engine = await openDuckdb({ lake: shop.lake })
  const { publication } = recorded[0]!
  await publish(engine, { ...publication, publicationId: 'broken', isServed: false })
  const { errors } = await ask(gateway, AS_OF, { publication: 'broken' })
  expect(errors).toMatchObject([
    {
      message: expect.stringContaining('a check of severity fail did not hold'),
      extensions: { code: 'BAD_USER_INPUT' },
    },
  ])
  const { data } = await ask(gateway, LIVE)
  expect(fields.parse(data).publications.nodes[0]).toMatchObject({
    publicationId: 'broken',
    isServed: false,
    isCurrent: false,
  })
})

test('vacuum leaves what is kept; without it a publication is said to be gone', async () => {
  const { publication, answer } = recorded[0]!
  rmSync(servingFile(shop.lake, publication.publicationId))
  await vacuumAll(30)
  const fresh = await start()
  expect(await ask(fresh, AS_OF, { publication: publication.publicationId })).toEqual(answer)
  await fresh.close()
  forget()
  await vacuumAll(0)
  const late = await start()
  const { errors } = await ask(late, AS_OF, { publication: publication.publicationId })
  await late.close()
  expect(errors).toMatchObject([
    {
      message: expect.stringMatching(
        /cannot be read any more, .* files of its tables have been deleted$/,
      ),
      extensions: { code: 'PUBLICATION_EXPIRED', keptUntil: daysLater(recorded[1]!, 30) },
    },
  ])
})

const fields = z.object({
  publications: z.object({
    nodes: z.array(z.looseObject({ id: z.string().optional(), publicationId: z.string() })),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }).optional(),
  }),
})

const daysLater = ({ publication }: Recorded, days: number) =>
  new Date(Date.parse(publication.publishedAt) + days * 86_400_000)
    .toISOString()
    .replace('Z', '000Z')

async function vacuumAll(days: number): Promise<void> {
  await using engine = await openDuckdb({ lake: shop.lake })
  const keep = await keptVersions(shop.lake, { keep: days, keepAll: days })
  for (const name of await listTables(shop.lake)) {
    const table = tableIn(engine, shop.lake, name)
    await vacuum(table, { retentionMs: 0, keep: keep.get(name) ?? new Set() })
  }
}
