import { getDocumentNodeFromSchema } from '@graphql-tools/utils'
import {
  type DefinitionNode,
  type GraphQLArgument,
  type GraphQLInputField,
  type InputValueDefinitionNode,
  astFromValue,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  lexicographicSortSchema,
  print,
} from 'graphql'
import { schema } from './schema.ts'

const sorted = lexicographicSortSchema(schema)

/** What `schema.graphql` holds: sorted, with descriptions and directives. */
export function printedSchema(): string {
  const document = getDocumentNodeFromSchema(sorted)
  return `${print({ ...document, definitions: document.definitions.map(withDefaults) })}\n`
}

/** The converter looks for defaults where this release of graphql does not keep them. */
function withDefaults(definition: DefinitionNode): DefinitionNode {
  if (definition.kind === 'InputObjectTypeDefinition') {
    const type = sorted.getType(definition.name.value)
    const inputs = isInputObjectType(type) ? Object.values(type.getFields()) : []
    return { ...definition, fields: definition.fields?.map((field) => withDefault(field, inputs)) }
  }
  if (definition.kind !== 'ObjectTypeDefinition' && definition.kind !== 'InterfaceTypeDefinition')
    return definition
  const type = sorted.getType(definition.name.value)
  const fields = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {}
  return {
    ...definition,
    fields: definition.fields?.map((field) => ({
      ...field,
      arguments: field.arguments?.map((argument) =>
        withDefault(argument, fields[field.name.value]?.args ?? []),
      ),
    })),
  }
}

function withDefault(
  node: InputValueDefinitionNode,
  inputs: readonly (GraphQLArgument | GraphQLInputField)[],
): InputValueDefinitionNode {
  const input = inputs.find(({ name }) => name === node.name.value)
  const value = input && astFromValue(input.defaultValue, input.type)
  return value ? { ...node, defaultValue: { ...value } } : node
}
