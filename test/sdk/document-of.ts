import { buildSchema, getOperationAST, parse } from 'graphql'
import { printedSchema } from '../../schema/printed.ts'
import type { Shape, TypedDocument } from '../../sdk/index.ts'
import { shapeOf } from '../../sdk/shape-of.ts'

const schema = buildSchema(printedSchema())

export const shapeIn = (text: string): Shape => shapeOf(schema, parse(text))

/** What codegen makes of an operation with a name, for answers and variables of these types. */
export function documentOf<Data, Variables = Record<string, never>>(
  text: string,
): TypedDocument<Data, Variables> {
  const operation = getOperationAST(parse(text))?.name?.value ?? ''
  return { __meta__: { operation, shape: shapeIn(text), hash: '' }, toString: () => text }
}
