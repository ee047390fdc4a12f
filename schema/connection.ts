import type { ObjectRef } from '@pothos/core'
import type { Connection, Edge } from '../resolvers/connection.ts'
import { builder } from './builder.ts'
import { OF_PAGE } from './cost.ts'

type Types = (typeof builder)['$inferSchemaTypes']

const PageInfo = builder.pageInfoRef()

/** The Relay types of a noun's pages: `CustomerConnection`, `CustomerEdge`. */
export function connectionType(name: string, node: ObjectRef<Types, object, object>) {
  const EdgeType = builder.objectRef<Edge<object>>(`${name}Edge`).implement({
    description: 'One of a page, with the cursor to go on from it.',
    fields: (t) => ({
      cursor: t.exposeString('cursor', {
        description: 'For `after` and `before`, with the same filter and order.',
      }),
      node: t.field({
        type: node,
        description: 'The object itself.',
        resolve: (edge) => edge.node,
      }),
    }),
  })
  return builder.objectRef<Connection<object>>(`${name}Connection`).implement({
    description: 'A page of those that fit.',
    fields: (t) => ({
      edges: t.field({
        type: [EdgeType],
        description: 'With cursors.',
        complexity: OF_PAGE,
        resolve: ({ edges }) => edges,
      }),
      nodes: t.field({
        type: [node],
        description: 'Without cursors.',
        complexity: OF_PAGE,
        resolve: ({ edges }) => edges.map((edge) => edge.node),
      }),
      pageInfo: t.field({
        type: PageInfo,
        description: 'Where the page lies.',
        resolve: ({ pageInfo }) => pageInfo,
      }),
      totalCount: t.int({
        description: 'All that fit, on every page; counted only when selected.',
        resolve: ({ totalCount }) => totalCount(),
      }),
    }),
  })
}

const FORWARD = builder.args((t) => ({
  first: t.int({ description: 'How many, 1–500; 50 by default.' }),
  after: t.string({ description: 'Those after this cursor.' }),
}))

/** Nested pages go forward only. */
export const forwardPage = FORWARD

export const page = {
  ...FORWARD,
  ...builder.args((t) => ({
    last: t.int({ description: 'How many from the end, 1–500; excludes first.' }),
    before: t.string({ description: 'Those before this cursor.' }),
  })),
}
