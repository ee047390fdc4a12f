import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Children } from '../../lakehouse/serving/children.ts'
import type { Page, Place } from '../../lakehouse/serving/keyset.ts'
import type { ChildPages } from '../../resolvers/children.ts'
import type { Loaders } from '../../resolvers/loaders.ts'
import { parent } from './any-cell.ts'
import { contextOf, openFixture } from './fixture.ts'
import { type Specification, anyAsked, naive } from './specification.ts'
import { walk } from './walk.ts'

/** Rows that belong to others. */
export interface Relation<Row, Filter extends object, Sort extends string, Found> {
  /** `"orders of customers"`. */
  readonly name: string
  readonly parentOf: (row: Row) => string | null
  readonly children: Children<Found, Filter, Sort>
  readonly loaded: (loaders: Loaders) => ChildPages<Found, Filter, Sort>
}

const OPTIONS = { numRuns: 4, interruptAfterTimeLimit: 45_000, markInterruptAsFailure: false }

/** Of a few, often the same one twice; nobody is not there. */
const someParents = fc.array(fc.oneof(parent, fc.constant('nobody')), { maxLength: 6 })

/** More than a statement lists one by one. */
const STRANGERS = Array.from({ length: 1_001 }, (_, i) => `stranger ${i}`)
const parents = fc.oneof(
  { arbitrary: someParents, weight: 5 },
  { arbitrary: someParents.map((ids) => [...ids, ...STRANGERS]), weight: 1 },
)

/** Holds the pages and counts of several parents' rows to what filters and orders mean. */
export function childTests<Row, Filter extends object, Sort extends string, Found>(
  specification: Specification<Row, Filter, Sort, Found>,
  { name, parentOf, children, loaded }: Relation<Row, Filter, Sort, Found>,
): void {
  const { noun, rows: anyRows, tables, foundId } = specification
  const asked = anyAsked(specification)
  const idsOf = (page: Page<Found>) => page.rows.map(({ row }) => foundId(row))
  const ofParent = (rows: readonly Row[], id: string) => rows.filter((row) => parentOf(row) === id)

  test(`${name}: pages that are read together are those of each parent alone`, async () => {
    const questions = fc.array(fc.tuple(parents, asked), { minLength: 10, maxLength: 10 })
    await fc.assert(
      fc.asyncProperty(anyRows, questions, async (rows, all) => {
        await using fixture = await openFixture(tables(rows))
        for (const [ids, { size, where, orderBy: given }] of all) {
          const orderBy = given.length === 0 ? noun.orderBy : given
          const naiveIds = (some: readonly Row[]) => naive(specification, some, { where, orderBy })
          const pages = (after: Place | null) => {
            const slice = { size, isBackward: false, after, before: null }
            return children.pages(fixture.reader, ids, { where, orderBy, slice })
          }
          const expected = ids.map((id) => naiveIds(ofParent(rows, id)))
          const lengths = expected.map(({ length }) => length)
          const first = await pages(null)
          expect(first.map(idsOf)).toEqual(expected.map((found) => found.slice(0, size)))
          expect(first.map(({ hasMore }) => hasMore)).toEqual(lengths.map((rest) => rest > size))
          expect(await children.counts(fixture.reader, ids, where)).toEqual(lengths)

          const last = first.flatMap((page) => page.rows).at(-1)
          const order = naiveIds(rows)
          const later = last ? order.slice(order.indexOf(foundId(last.row)) + 1) : []
          expect((await pages(last?.place ?? null)).map(idsOf)).toEqual(
            expected.map((found) => found.filter((id) => later.includes(id)).slice(0, size)),
          )
        }
      }),
      OPTIONS,
    )
  })

  test(`${name}: cursors page through every row of each parent exactly once, in order`, async () => {
    const questions = fc.array(fc.tuple(someParents, asked), { minLength: 4, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(anyRows, questions, async (rows, all) => {
        await using fixture = await openFixture(tables(rows))
        const { page } = loaded(contextOf(fixture).loaders)
        for (const [ids, { size, ...question }] of all) {
          const steps = { size, isBackward: false, idOf: foundId }
          const walked = await Promise.all(
            ids.map((id) => walk((args) => page(id, { ...question, ...args }), steps)),
          )
          expect(walked, JSON.stringify(question)).toEqual(
            ids.map((id) => naive(specification, ofParent(rows, id), question)),
          )
        }
      }),
      OPTIONS,
    )
  })
}
