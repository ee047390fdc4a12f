import { parse, validate } from 'graphql'
import { expect, test } from 'vitest'
import { EXAMPLES } from '../../gateway/graphiql.ts'
import { schema } from '../../schema/schema.ts'

test('what the playground opens with can be run', () => {
  expect(validate(schema, parse(EXAMPLES))).toEqual([])
})
