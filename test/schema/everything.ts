import {
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isAbstractType,
  isLeafType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { schema } from '../../schema/schema.ts'

type Field = GraphQLField<unknown, unknown>

/** What required arguments are given, by name, as GraphQL. */
export type Arguments = Readonly<Record<string, string>>

/** A type is selected inside of itself once, so that selections end. */
const NESTED_MAX = 1
/** Pages and lists stay short, since they multiply. */
const SHORT: Arguments = { first: '2', months: '2' }

/** A document for each field of `Query` that asks for everything that can be reached from it, four levels down. */
export function everything(given: Arguments): { field: string; query: string }[] {
  return Object.values(schema.getQueryType()!.getFields()).map((field) => ({
    field: field.name,
    query: `{ ${selected(field, given, [])} }`,
  }))
}

function selected(field: Field, given: Arguments, path: readonly string[]): string {
  const type = getNamedType(field.type)
  const called = `${field.name}${argumentsOf(field, given)}`
  if (isLeafType(type)) return called
  if (isAbstractType(type)) return `${called} { __typename id }`
  return isObjectType(type) ? `${called} { ${fieldsOf(type, given, path)} }` : ''
}

const LEVELS_MAX = 4

function fieldsOf(type: GraphQLObjectType, given: Arguments, path: readonly string[]): string {
  const isPart = /(Connection|Edge|PageInfo)$/.test(type.name)
  const below = isPart ? path : [...path, type.name]
  return Object.values(type.getFields())
    .filter((field) => {
      const target = getNamedType(field.type)
      if (isLeafType(target)) return true
      const times = below.filter((name) => name === target.name).length
      return below.length < LEVELS_MAX && times <= NESTED_MAX
    })
    .map((field) => selected(field, given, below))
    .join(' ')
}

/** Its `first` refuses more rows, and does not cut them. */
const REFUSING = 'salesMetrics'

export function argumentsOf({ name: field, args }: Field, given: Arguments): string {
  const values = args.flatMap(({ name, type, defaultValue }) => {
    if (field === REFUSING) return []
    const value = SHORT[name] ?? given[name]
    if (value !== undefined && (name in SHORT || isNonNullType(type))) return [`${name}: ${value}`]
    if (isNonNullType(type) && defaultValue === undefined && value === undefined)
      throw new Error(`give a value for the argument ${name}`)
    return []
  })
  return values.length === 0 ? '' : `(${values.join(', ')})`
}
