import { beforeAll, expect, test } from 'vitest'
import { type Edge, openEdge } from './edge.ts'

let edge: Edge
beforeAll(async () => {
  edge = await openEdge()
  return () => edge[Symbol.asyncDispose]()
})

test('one object may be asked for by its id twice in a question', async () => {
  const id = Buffer.from('Customer:u01').toString('base64')
  const { data, errors } = await edge.ask(
    `{ one: node(id: "${id}") { __typename } nodes(ids: ["${id}", "${id}"]) { __typename } }`,
  )
  expect(errors).toBeUndefined()
  const customer = { __typename: 'Customer' }
  expect(data).toEqual({ one: customer, nodes: [customer, customer] })
})
