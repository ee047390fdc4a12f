import type { FieldComplexityFunction } from '@pothos/plugin-complexity'
import { getNullableType, isListType } from 'graphql'
import type { Context } from '../resolvers/context.ts'
import { SIZE_DEFAULT } from '../resolvers/connection.ts'

/** Of lists whose length nobody asks for, such as an order's lines. */
const LENGTH_UNKNOWN = 10

/** A field costs one, what is selected below it once for each object that it may give. */
export const costOfField: FieldComplexityFunction<Context, Record<string, unknown>> = (
  args,
  _context,
  { args: declared, type },
) => ({
  field: 1,
  multiplier:
    lengthAsked(args) ??
    (declared.some(({ name }) => name === 'first') ? SIZE_DEFAULT : undefined) ??
    (isListType(getNullableType(type)) ? LENGTH_UNKNOWN : 1),
})

/** What is inside of a page costs once: the page's own field counts its length. */
export const OF_PAGE = { field: 1, multiplier: 1 }

function lengthAsked({ first, last, ids }: Record<string, unknown>): number | undefined {
  if (Array.isArray(ids)) return ids.length
  const length = first ?? last
  return typeof length === 'number' ? length : undefined
}
