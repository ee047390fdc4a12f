import {
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isLeafType,
  isObjectType,
} from 'graphql'
import { schema } from '../../schema/schema.ts'
import { type Arguments, argumentsOf } from './everything.ts'

type Field = GraphQLField<unknown, unknown>

/** A type, and the shortest way of fields to it. */
export interface Reached {
  readonly type: GraphQLObjectType
  readonly way: readonly Field[]
}

/** Every object type that answers hold, `Query` first. */
export function reachedTypes(): Reached[] {
  const reached = [{ type: schema.getQueryType()!, way: [] as Field[] }]
  for (const { type, way } of reached) {
    for (const field of Object.values(type.getFields())) {
      const next = getNamedType(field.type)
      if (isObjectType(next) && !reached.some((known) => known.type === next))
        reached.push({ type: next, way: [...way, field] })
    }
  }
  return reached
}

/** Asks for every field of the type, and of objects nothing but their type. */
export function allFields({ type, way }: Reached, given: Arguments): string {
  const fields = Object.values(type.getFields()).map(
    (field) =>
      called(field, given) + (isLeafType(getNamedType(field.type)) ? '' : ' { __typename }'),
  )
  return way.reduceRight((below, field) => `${called(field, given)} { ${below} }`, fields.join(' '))
}

const called = (field: Field, given: Arguments) => `${field.name}${argumentsOf(field, given)}`
