import { GraphQLError, GraphQLInt, Source } from 'graphql'
import { expect, test } from 'vitest'
import { LakehouseError } from '../../lakehouse/errors.ts'
import { badInput } from '../../resolvers/refusal.ts'
import { shownError } from '../../resolvers/failure.ts'

const PATH = ['customers', 0]

function shown(originalError: Error): { error: GraphQLError; logged: unknown[] } {
  const logged: unknown[] = []
  const located = new GraphQLError(originalError.message, { path: PATH, originalError })
  return { error: shownError(located, 'r1', (error) => logged.push(error)), logged }
}

test('what is not the client’s to know is masked, and logged under the request’s id', () => {
  const secret = new Error('password=hunter2')
  const { error, logged } = shown(secret)
  expect(error.toJSON()).toEqual({
    message: 'Unexpected error.',
    path: PATH,
    extensions: { code: 'INTERNAL', requestId: 'r1' },
  })
  expect(logged).toEqual([secret])
})

test.each([
  ['QUERY_TIMEOUT', 'TIMEOUT'],
  ['QUERY_CANCELLED', 'UNAVAILABLE'],
  ['OUT_OF_MEMORY', 'UNAVAILABLE'],
  ['NO_PUBLICATION', 'UNAVAILABLE'],
] as const)('%s is shown as %s, without its message', (code, as) => {
  const { error, logged } = shown(new LakehouseError(code, 'select secret'))
  expect(error.extensions).toEqual({ code: as })
  expect(error.message).not.toContain('secret')
  expect(logged).toEqual([])
})

test('an event log that does not answer is shown as that, and logged with what it says', () => {
  const failure = new LakehouseError('LOG_UNAVAILABLE', 'Kafka at broker.internal:9092')
  const { error, logged } = shown(failure)
  expect(error.extensions).toEqual({ code: 'UNAVAILABLE' })
  expect(error.message).not.toContain('internal')
  expect(logged).toEqual([failure])
})

test('a statement that fails is masked', () => {
  const { error, logged } = shown(new LakehouseError('QUERY_FAILED', 'Binder Error: select secret'))
  expect(error.message).toBe('Unexpected error.')
  expect(logged).toHaveLength(1)
})

test('bad input keeps its message and place', () => {
  expect(shown(badInput('first must be from 1 to 500, not 0')).error.toJSON()).toMatchObject({
    message: 'first must be from 1 to 500, not 0',
    path: PATH,
    extensions: { code: 'BAD_USER_INPUT' },
  })
})

test('of what a library says of its error only the code is shown, and its status goes to the server', () => {
  const http = { status: 400 }
  const refusal = new GraphQLError('POST body sent invalid JSON.', {
    extensions: { code: 'BAD_REQUEST', http, originalError: { name: 'SyntaxError' } },
  })
  expect(shown(refusal).error.extensions).toEqual({ code: 'BAD_USER_INPUT', http })
})

test('a figure that GraphQL cannot write out is our fault, a value that it cannot read is the client’s', () => {
  const unwritable = shown(thrown(() => GraphQLInt.serialize(2n ** 40n)))
  expect(unwritable.error.extensions.code).toBe('INTERNAL')
  const unreadable = new GraphQLError('Variable "$first" got invalid value', {
    source: new Source('{a}'),
  })
  expect(shownError(unreadable, 'r1', () => undefined).extensions.code).toBe('BAD_USER_INPUT')
})

function thrown(act: () => unknown): Error {
  try {
    act()
  } catch (error) {
    if (error instanceof Error) return error
  }
  throw new Error('nothing was thrown')
}
