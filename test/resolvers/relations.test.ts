import {
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  graphql,
  isLeafType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { beforeAll, expect, test } from 'vitest'
import { schema } from '../../schema/schema.ts'
import { type Fixture, contextOf, openFixture } from '../serving/fixture.ts'
import { LARGE_SHOP } from './large-shop.ts'

let fixture: Fixture
beforeAll(async () => {
  fixture = await openFixture(LARGE_SHOP)
  return () => fixture[Symbol.asyncDispose]()
})

type Field = GraphQLField<unknown, unknown>

const needsArguments = ({ args }: Field) =>
  args.some(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined)
const objectOf = ({ type }: Field): GraphQLObjectType | undefined => {
  const named = getNamedType(type)
  return isObjectType(named) ? named : undefined
}
const fieldsOf = (type: GraphQLObjectType): Field[] =>
  Object.values(type.getFields()).filter((field) => !needsArguments(field))
const leavesOf = (type: GraphQLObjectType): string[] =>
  fieldsOf(type)
    .filter((field) => isLeafType(getNamedType(field.type)) && field.name !== 'totalCount')
    .map(({ name }) => name)
const relationsOf = (type: GraphQLObjectType): Field[] =>
  fieldsOf(type).filter(
    (field) => objectOf(field) !== undefined && !/^(edges|pageInfo)$/.test(field.name),
  )

/** Where objects of each type are found, in lists: the way from the root, with `*` in place of what is selected. */
function ways(): Map<GraphQLObjectType, string> {
  const found = new Map<GraphQLObjectType, string>()
  const queue: [GraphQLObjectType, string][] = [[schema.getQueryType()!, '*']]
  for (const [type, way] of queue) {
    for (const field of relationsOf(type)) {
      const target = objectOf(field)!
      const isList = String(field.type).includes('[') || target.name.endsWith('Connection')
      if (found.has(target) || (way === '*' && !isList && target.name !== 'Operations')) continue
      const there = way.replace('*', `${field.name} { * }`)
      found.set(target, there)
      queue.push([target, there])
    }
  }
  return found
}

const relations = [...ways()]
  .filter(([type]) => !type.name.endsWith('Connection'))
  .flatMap(([type, way]) =>
    relationsOf(type).map((field) => ({ place: `${type.name}.${field.name}`, way, type, field })),
  )

/** Everything of it that has no relations of its own; of a page, its nodes. */
function selectionOf(type: GraphQLObjectType): string {
  const nodes = type.getFields()['nodes']
  return nodes ? `nodes { ${selectionOf(objectOf(nodes)!)} }` : leavesOf(type).join(' ')
}

async function statementsOf(source: string): Promise<number> {
  fixture.statements.length = 0
  const contextValue = contextOf(fixture)
  const { errors } = await graphql({ schema, source, contextValue })
  expect(errors).toBeUndefined()
  return fixture.statements.length
}

const query = (way: string, selected: string) => `{ ${way.replace('*', selected)} }`

test('there are ways to all types with relations', () => {
  const names = relations.map(({ place }) => place)
  for (const place of [
    'Customer.orders',
    'Customer.recommendations',
    'Product.sales',
    'Category.products',
    'Store.sales',
    'Review.order',
    'OrderItem.product',
    'SimilarProduct.product',
    'Recommendation.because',
    'ProductSales.product',
  ])
    expect(names).toContain(place)
})

test.each(relations)('$place costs one statement for any number of parents', async (relation) => {
  const { way, type, field } = relation
  const target = objectOf(field)!
  const parents = leavesOf(type).join(' ') || '__typename'
  const before = await statementsOf(query(way, parents))
  const related = `${field.name} { ${selectionOf(target)} }`
  expect(await statementsOf(query(way, `${parents} ${related}`))).toBeLessThanOrEqual(before + 1)
  if (!target.getFields()['totalCount']) return
  const counted = `${field.name} { totalCount ${selectionOf(target)} }`
  expect(await statementsOf(query(way, `${parents} ${counted}`))).toBeLessThanOrEqual(before + 2)
})
