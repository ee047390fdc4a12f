import {
  type GraphQLArgument,
  type GraphQLInputType,
  coerceInputValue,
  getNamedType,
  getNullableType,
  isEnumType,
  isListType,
  validateInputValue,
} from 'graphql'
import { type ExportName, isExport } from '../lakehouse/exports/tables.ts'
import type { ExportArguments, ExportAsked } from '../resolvers/exports.ts'
import { badInput, refusal } from '../resolvers/refusal.ts'
import { schema } from './schema.ts'

/** The API's field of the same rows, and which of its arguments an export has. */
const FIELDS: {
  readonly [Name in ExportName]: {
    readonly field: string
    readonly names: readonly (keyof ExportArguments[Name] & string)[]
  }
} = {
  customers: { field: 'customers', names: ['where'] },
  products: { field: 'products', names: ['where'] },
  orders: { field: 'orders', names: ['where'] },
  'sale-lines': { field: 'sales', names: ['range', 'where'] },
  'sales-metrics': { field: 'salesMetrics', names: ['grain', 'range', 'dimension', 'values'] },
  cohorts: { field: 'cohorts', names: ['basis', 'range', 'months'] },
}

/** Beside those arguments. */
const COLUMNS = 'columns'

/**
 * Reads what is asked of an export: parameters by name, objects, lists and numbers as JSON, words as they are.
 *
 * Errors: `NOT_FOUND` for an unknown export; `BAD_USER_INPUT` for parameters that are unknown, repeated or of another form
 * than the API's arguments.
 */
export function askedExport(
  name: string,
  parameters: Iterable<readonly [name: string, value: string]>,
): ExportAsked {
  if (!isExport(name))
    throw refusal(
      'NOT_FOUND',
      `there is no export ${name}: there are ${Object.keys(FIELDS).join(', ')}`,
    )
  const { field, names } = FIELDS[name]
  const given = readParameters(parameters, [...names, COLUMNS])
  const known = schema.getQueryType()!.getFields()[field]!.args
  const values = names.map((each) => {
    const argument = known.find((one) => one.name === each)!
    return [each, valueOf(argument, given.get(each))] as const
  })
  return asked(name, Object.fromEntries(values), given.get(COLUMNS)?.split(','))
}

function asked<Name extends ExportName>(
  name: Name,
  args: object,
  columns: readonly string[] | undefined,
): ExportAsked<Name> {
  if (!isOf(name, args)) throw new Error(`${name} lacks arguments`)
  return { name, args, columns }
}

/** They were coerced to the types of the field's own arguments. */
function isOf<Name extends ExportName>(name: Name, args: object): args is ExportArguments[Name] {
  return FIELDS[name].names.every((each) => each in args)
}

function readParameters(
  parameters: Iterable<readonly [string, string]>,
  names: readonly string[],
): Map<string, string> {
  const given = new Map<string, string>()
  for (const [name, value] of parameters) {
    if (!names.includes(name))
      throw badInput(`there is no parameter ${JSON.stringify(name)}: there are ${names.join(', ')}`)
    if (given.has(name)) throw badInput(`${name} is given twice`)
    given.set(name, value)
  }
  return given
}

function valueOf(
  { name, type, defaultValue }: GraphQLArgument,
  given: string | undefined,
): unknown {
  if (given === undefined) return defaultValue
  const value = isWord(type) ? given : parsed(name, given)
  validateInputValue(value, type, (error, path) => {
    throw badInput(`${[name, ...path].join('.')}: ${error.message}`)
  })
  return coerceInputValue(value, type)
}

const isWord = (type: GraphQLInputType) =>
  isEnumType(getNamedType(type)) && !isListType(getNullableType(type))

function parsed(name: string, json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    throw badInput(
      `${name} must be JSON, such as {"country":{"eq":"BR"}}, not ${JSON.stringify(json)}`,
    )
  }
}
