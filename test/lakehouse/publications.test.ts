import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDuckdb } from '../../lakehouse/engines/duckdb/duckdb.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { type Publication, publish } from '../../lakehouse/publication.ts'
import { type Keeping, keptVersions, openPublications } from '../../lakehouse/publications.ts'
import { temporaryFolder } from '../engines/temporary-folder.ts'
import { published } from './published.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let engine: Engine
beforeEach(async () => {
  folder = await temporaryFolder()
  engine = await openDuckdb({ lake: folder.path })
})
afterEach(async () => {
  await engine[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
})

const day = (date: number) => `2026-11-${String(date).padStart(2, '0')}T05:20:00.000000Z`
const hour = (of: string, hours: string) => of.replace('T05', `T${hours}`)
const publishAll = async (publications: readonly Publication[]) => {
  for (const publication of publications) await publish(engine, publication)
}
const all = (days: number) => ({ keep: days, keepAll: days })
const kept = async (days: number) => await keptVersions(folder.path, all(days))
const ends = async (keeping: Keeping) => {
  const publications = openPublications(folder.path, keeping)
  await publications.refresh()
  return publications.all().map(({ publicationId, keptUntil }) => [publicationId, keptUntil])
}

test('a publication is kept from when a later one took its place; the current one has no end', async () => {
  await publishAll([published('p1', day(1)), published('p2', day(10)), published('p3', day(12))])
  expect(await ends(all(7))).toEqual([
    ['p3', null],
    ['p2', day(19)],
    ['p1', day(17)],
  ])
})

test('of a day with many, the last is kept for longer than the others', async () => {
  await publishAll([
    published('p1', day(1)),
    published('p2', hour(day(1), '23')),
    published('p3', hour(day(2), '00')),
    published('bad', hour(day(2), '01'), { isServed: false }),
    published('p4', day(2)),
  ])
  expect(await ends({ keep: 7, keepAll: 1 })).toEqual([
    ['p4', null],
    ['bad', hour(day(3), '01')],
    ['p3', day(3)],
    ['p2', hour(day(9), '00')],
    ['p1', hour(day(2), '23')],
  ])
})

test('one that is not served takes no place, and is kept from when it was made', async () => {
  const refused = { isServed: false }
  await publishAll([
    published('p1', day(1)),
    published('bad1', day(2), refused),
    published('p2', day(10)),
    published('bad2', day(11), refused),
  ])
  expect(await ends(all(7))).toEqual([
    ['bad2', day(18)],
    ['p2', null],
    ['bad1', day(9)],
    ['p1', day(17)],
  ])
})

test('a clock that steps back does not change which came later', async () => {
  await publishAll([published('p1', day(10)), published('p2', day(9))])
  expect(await ends(all(1))).toEqual([
    ['p2', null],
    ['p1', day(10)],
  ])
})

test('a lake without publications has none', async () => {
  expect(await ends(all(7))).toEqual([])
})

test('what is published while a process follows is read by the next refresh, for all who ask at once', async () => {
  await publishAll([published('p1', day(1))])
  const publications = openPublications(folder.path, all(7))
  await publications.refresh()
  await publishAll([published('p2', day(2))])
  expect(publications.all()).toHaveLength(1)
  await Promise.all([publications.refresh(), publications.refresh()])
  expect(publications.all().map(({ publicationId }) => publicationId)).toEqual(['p2', 'p1'])
  expect(await publications.find('p1')).toMatchObject({ keptUntil: day(9) })
})

test('one that is asked for by its key is found although it came since', async () => {
  await publishAll([published('p1', day(1))])
  const publications = openPublications(folder.path, all(7))
  await publications.refresh()
  await publishAll([published('p2', day(2))])
  expect(await publications.find('p2')).toMatchObject({ keptUntil: null })
  expect(await publications.find('p3')).toBeUndefined()
})

test('a lake that is removed and built anew is followed anew', async () => {
  await publishAll([published('p1', day(1)), published('p2', day(2))])
  const publications = openPublications(folder.path, all(7))
  await publications.refresh()
  rmSync(join(folder.path, 'ops'), { recursive: true })
  await using again = await openDuckdb({ lake: folder.path })
  await publish(again, published('q1', day(3)))
  await publications.refresh()
  expect(publications.all().map(({ publicationId }) => publicationId)).toEqual(['q1'])
})

const of = (version: bigint) => ({ tables: [{ table: 'gold.cohorts', version, rows: 1n }] })
const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()

test('versions are kept that a publication names that can still be read', async () => {
  await publishAll([
    published('p1', ago(100), of(1n)),
    published('p2', ago(90), of(2n)),
    published('p3', ago(5), of(3n)),
    published('p4', ago(4), of(4n)),
    published('bad', ago(3), { ...of(5n), isServed: false }),
  ])
  expect(await kept(7)).toEqual(new Map([['gold.cohorts', new Set([5, 4, 3, 2])]]))
  expect(await kept(1)).toEqual(new Map([['gold.cohorts', new Set([4])]]))
})
