import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type InlineFragmentNode,
  Kind,
  type SelectionNode,
  getNamedType,
  getOperationAST,
  isInterfaceType,
  isLeafType,
  isObjectType,
} from 'graphql'
import { SCALARS, type ScalarName, type Shape } from './shape.ts'

interface Selected {
  readonly type: GraphQLNamedType
  readonly selections: readonly SelectionNode[]
}

interface Field extends Selected {
  readonly key: string
}

/** Where the answer to a valid document of one operation holds scalars that are decoded. */
export function shapeOf(schema: GraphQLSchema, document: DocumentNode): Shape {
  const operation = getOperationAST(document)
  const root = operation && schema.getRootType(operation.operation)
  if (!root) throw new Error('a document must have one operation')
  const fragments = new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((definition) => [definition.name.value, definition]),
  )
  return shapeOfAll([{ type: root, selections: operation.selectionSet.selections }])

  /** Where fragments of several types give one key, GraphQL lets them differ in their objects alone: one shape fits all. */
  function shapeOfAll(selected: readonly Selected[]): Shape {
    const fields = selected.flatMap(fieldsOf)
    const entries = [...new Set(fields.map(({ key }) => key))]
      .map((key) => [key, shapeOfField(fields.filter((field) => field.key === key))] as const)
      .filter(([, shape]) => holdsScalars(shape))
    return Object.fromEntries(entries)
  }

  function shapeOfField(fields: readonly Selected[]): ScalarName | Shape {
    const { type } = fields[0]!
    if (!isLeafType(type)) return shapeOfAll(fields)
    return SCALARS.find((name) => name === type.name) ?? {}
  }

  function fieldsOf({ type, selections }: Selected): Field[] {
    return selections.flatMap((node) => {
      if (node.kind === Kind.INLINE_FRAGMENT) return fieldsOf(fragment(node, type))
      if (node.kind === Kind.FRAGMENT_SPREAD)
        return fieldsOf(fragment(fragments.get(node.name.value)!, type))
      const fields = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {}
      const field = fields[node.name.value]
      // What begins with __ is no field of the type, and text.
      return field ? [selectedBy(node, getNamedType(field.type))] : []
    })
  }

  function fragment(node: InlineFragmentNode | FragmentDefinitionNode, type: GraphQLNamedType) {
    const name = node.typeCondition?.name.value
    const named = name === undefined ? type : schema.getType(name)!
    return { type: named, selections: node.selectionSet.selections }
  }
}

function selectedBy({ alias, name, selectionSet }: FieldNode, type: GraphQLNamedType): Field {
  return { key: (alias ?? name).value, type, selections: selectionSet?.selections ?? [] }
}

function holdsScalars(shape: ScalarName | Shape): boolean {
  return typeof shape === 'string' || Object.keys(shape).length > 0
}
