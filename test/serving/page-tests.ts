import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PageArguments } from '../../resolvers/connection.ts'
import { contextOf, openFixture } from './fixture.ts'
import { type Specification, anyAsked, naive } from './specification.ts'
import { walk } from './walk.ts'

/** Holds pages and counts of a noun to what its filters and orders mean. */
export function pageTests<Row, Filter extends object, Sort extends string, Found>(
  specification: Specification<Row, Filter, Sort, Found>,
): void {
  const { noun, rows: anyRows, tables, foundId: idOf } = specification
  const questions = fc.array(anyAsked(specification), { minLength: 15, maxLength: 15 })

  test(`${noun.noun}: pages of any size hold the rows that fit exactly once, in order, both ways`, async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, questions, async (rows, all) => {
        await using fixture = await openFixture(tables(rows))
        const context = contextOf(fixture)
        for (const { size, ...question } of all) {
          const expected = naive(specification, rows, question)
          const page = (args: PageArguments) =>
            specification.page({ ...question, ...args }, context)
          const whole = await page({ first: 500 })
          const found = whole.edges.map(({ node }) => idOf(node))
          expect(found, JSON.stringify(question)).toEqual(expected)
          expect(await whole.totalCount()).toBe(expected.length)
          expect(await walk(page, { size, isBackward: false, idOf })).toEqual(expected)
          expect(await walk(page, { size, isBackward: true, idOf })).toEqual(expected)
        }
      }),
      { numRuns: 6, interruptAfterTimeLimit: 45_000, markInterruptAsFailure: false },
    )
  })
}
