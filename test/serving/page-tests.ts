import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PageArguments } from '../../resolvers/connection.ts'
import { contextOf, openFixture } from './fixture.ts'
import { type Specification, anyAsked, naive } from './specification.ts'
import { walk } from './walk.ts'

const OPTIONS = { numRuns: 4, interruptAfterTimeLimit: 45_000, markInterruptAsFailure: false }

/** Holds pages and counts of a noun to what its filters and orders mean. */
export function pageTests<Row, Filter extends object, Sort extends string, Found>(
  specification: Specification<Row, Filter, Sort, Found>,
): void {
  const { noun, rows: anyRows, tables, foundId: idOf } = specification
  const asked = (count: number) =>
    fc.array(anyAsked(specification), { minLength: count, maxLength: count })

  test(`${noun.noun}: a filter keeps exactly the rows that its words say, in the order asked for`, async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, asked(40), async (rows, questions) => {
        await using fixture = await openFixture(tables(rows))
        const context = contextOf(fixture)
        for (const { where, orderBy } of questions) {
          const expected = naive(specification, rows, { where, orderBy })
          const whole = await specification.page({ where, orderBy, first: 500 }, context)
          const found = whole.edges.map(({ node }) => idOf(node))
          expect(found, JSON.stringify({ where, orderBy })).toEqual(expected)
          expect(await whole.totalCount()).toBe(expected.length)
        }
      }),
      OPTIONS,
    )
  })

  test(`${noun.noun}: pages of any size hold the rows that fit exactly once, in order, both ways`, async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, asked(7), async (rows, questions) => {
        await using fixture = await openFixture(tables(rows))
        const context = contextOf(fixture)
        for (const { size, ...question } of questions) {
          const expected = naive(specification, rows, question)
          const page = (args: PageArguments) =>
            specification.page({ ...question, ...args }, context)
          expect(await walk(page, { size, isBackward: false, idOf })).toEqual(expected)
          expect(await walk(page, { size, isBackward: true, idOf })).toEqual(expected)
        }
      }),
      OPTIONS,
    )
  })
}
