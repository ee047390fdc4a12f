import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLResolveInfo,
  type SelectionSetNode,
  getNamedType,
  isObjectType,
} from 'graphql'

type Asked = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments' | 'returnType'>

/**
 * The properties of rows that are asked for of a list, or of a page's nodes, in order.
 *
 * A field reads the property that it exposes, else the one of its own name; whatever else it reads must be an id.
 */
export function selected({ fieldNodes, fragments, returnType }: Asked): readonly string[] {
  const below = (fields: readonly FieldNode[], name?: string) => {
    const unread = new Map(Object.entries(fragments))
    return fields
      .flatMap(({ selectionSet }) => fieldsOf(selectionSet, unread))
      .filter((field) => name === undefined || field.name.value === name)
  }
  const { nodes } = fieldsOfType(returnType)
  const rows = nodes
    ? [...below(fieldNodes, 'nodes'), ...below(below(fieldNodes, 'edges'), 'node')]
    : fieldNodes
  const known = fieldsOfType(nodes?.type ?? returnType)
  const properties = below(rows).map(
    ({ name: { value } }) => known[value]?.extensions['pothosExposedField'] ?? value,
  )
  return [...new Set(properties.map(String))].sort()
}

function fieldsOfType(type: GraphQLResolveInfo['returnType']) {
  const named = getNamedType(type)
  return isObjectType(named) ? named.getFields() : {}
}

/** Each fragment is read once: spread twice in one another, thirty of them would be a billion. */
function fieldsOf(
  set: SelectionSetNode | undefined,
  unread: Map<string, FragmentDefinitionNode>,
): FieldNode[] {
  return (set?.selections ?? []).flatMap((selection) => {
    if (selection.kind === 'Field') return [selection]
    if (selection.kind === 'InlineFragment') return fieldsOf(selection.selectionSet, unread)
    const name = selection.name.value
    const fragment = unread.get(name)
    unread.delete(name)
    return fieldsOf(fragment?.selectionSet, unread)
  })
}
