import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { type GraphQLResolveInfo, buildSchema, executeSync, getNamedType, parse } from 'graphql'
import { z } from 'zod'
import type { Scope } from '../../resolvers/scope.ts'
import { NEEDS } from '../schema/needs.ts'
import type { Asked } from './any-document.ts'

/** The schema without what our fields do. */
const shape = buildSchema(
  readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8'),
)

const FORMS: Readonly<Record<string, RegExp>> = {
  Decimal: /^-?\d+\.\d{1,10}$/,
  BigInt: /^-?\d{1,19}$/,
  Date: /^\d{4}-\d{2}-\d{2}$/,
  DateTime: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/,
}

const record = z.record(z.string(), z.unknown())

/**
 * What does not fit the schema, the document or the caller in the data of an answer: nothing.
 *
 * The document is executed again over the answer itself: where types and names fit, the answer comes out.
 */
export function misfits(
  { query, variables, operationName }: Asked,
  data: unknown,
  scopes: readonly Scope[],
): string[] {
  const again = executeSync({
    schema: shape,
    document: parse(query),
    rootValue: data,
    contextValue: scopes,
    variableValues: variables,
    ...(operationName === undefined ? {} : { operationName }),
    fieldResolver,
  })
  const problems = (again.errors ?? []).map(({ message, path }) => `${path?.join('.')}: ${message}`)
  const isSame = isDeepStrictEqual(JSON.parse(JSON.stringify(again.data)), data)
  return problems.length > 0 || isSame ? problems : ['other fields are answered than were asked']
}

const fieldResolver = (
  parent: unknown,
  ...[, scopes, { path, parentType, fieldName, returnType }]: [
    unknown,
    readonly Scope[],
    GraphQLResolveInfo,
  ]
): unknown => {
  const value = record.parse(parent)[String(path.key)]
  const form = FORMS[getNamedType(returnType).name]
  for (const each of [value].flat())
    if (form && each !== null && !(typeof each === 'string' && form.test(each)))
      throw new Error(`${JSON.stringify(each)} is no ${String(returnType)}`)
  const scope = scopeOf(parentType.name, fieldName)
  if (value !== null && scope && !scopes.some((each) => each === scope))
    throw new Error(`it is told to who may not ${scope}`)
  return value
}

function scopeOf(type: string, field: string): string | undefined {
  if (type === 'JobRun') return 'operator'
  return NEEDS.get(`${type}.${field}`) ?? (type === 'Query' ? 'read' : undefined)
}
