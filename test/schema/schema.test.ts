import { readFileSync } from 'node:fs'
import {
  type GraphQLNamedType,
  type GraphQLSchema,
  buildSchema,
  introspectionFromSchema,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { printedSchema } from '../../schema/printed.ts'
import { schema } from '../../schema/schema.ts'

test('schema.graphql is what codegen prints', () => {
  const file = readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8')
  expect(file, 'run npm run codegen').toBe(printedSchema())
})

const introspected = z.object({
  __schema: z.object({
    types: z.array(
      z.object({
        name: z.string(),
        fields: z
          .array(
            z.object({
              name: z.string(),
              args: z.array(z.object({ name: z.string(), defaultValue: z.string().nullish() })),
            }),
          )
          .nullish(),
      }),
    ),
  }),
})

const byText = (a: string, b: string) => (a < b ? -1 : 1)

const defaultsOf = (of: GraphQLSchema) =>
  introspected
    .parse(introspectionFromSchema(of))
    .__schema.types.flatMap((type) =>
      (type.fields ?? []).flatMap((field) =>
        field.args
          .filter(({ defaultValue }) => defaultValue)
          .map((arg) => `${type.name}.${field.name}(${arg.name}: ${arg.defaultValue})`),
      ),
    )
    .sort(byText)

test('the file says every default', () => {
  expect(defaultsOf(buildSchema(printedSchema()))).toEqual(defaultsOf(schema))
  expect(defaultsOf(schema)).toContain('Query.topProducts(by: REVENUE)')
})

const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'))

test('every type, field and argument says what it means', () => {
  const silent = types.flatMap((type) => [
    ...unnamed(type, type.name),
    ...fieldsOf(type).flatMap((field) => [
      ...unnamed(field, `${type.name}.${field.name}`),
      ...field.args.flatMap((arg) => unnamed(arg, `${type.name}.${field.name}(${arg.name})`)),
    ]),
  ])
  expect(silent).toEqual([])
})

interface Described {
  readonly name: string
  readonly description?: string | null | undefined
}

const unnamed = ({ description }: Described, place: string) => (description ? [] : [place])

function fieldsOf(type: GraphQLNamedType): (Described & { args: readonly Described[] })[] {
  if (isInputObjectType(type))
    return Object.values(type.getFields()).map(({ name, description }) => ({
      name,
      description,
      args: [],
    }))
  return isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : []
}
