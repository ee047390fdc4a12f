import {
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
} from 'graphql'
import { schema } from '../../schema/schema.ts'
import type {
  Condition,
  Given,
  Selected,
  SelectedField,
  SelectedFragment,
} from './any-selection.ts'

/** A selection as the text of one operation; its names differ from those of an operation with another prefix. */
export interface Written {
  readonly selection: string
  /** `$q1: Int = 3` */
  readonly variables: readonly string[]
  readonly values: Readonly<Record<string, unknown>>
  readonly fragments: readonly string[]
}

/** Where a selection stands: fields of several types may lie side by side only under different names. */
interface Place {
  readonly type: string
  readonly isBesideOthers: boolean
}

export function written(selected: readonly Selected[], prefix: string): Written {
  const variables: string[] = []
  const fragments: string[] = []
  const values: Record<string, unknown> = {}
  let names = 0
  const nextName = () => `${prefix}${++names}`

  function variable(
    type: string,
    { value, how }: Pick<Given, 'value' | 'how'>,
    text: string,
  ): string {
    const name = nextName()
    const declared = how === 'absent' ? type.replace(/!$/, '') : type
    variables.push(`$${name}: ${declared}${how === 'default' ? ` = ${text}` : ''}`)
    if (how === 'variable') values[name] = value
    return `$${name}`
  }

  function given({ argument, value, how }: Given): string {
    const text = literal(value, argument.type)
    const said = how === 'literal' ? text : variable(String(argument.type), { value, how }, text)
    return `${argument.name}: ${said}`
  }

  function condition({ directive, value, isVariable }: Condition): string {
    const text = String(value)
    const said = isVariable ? variable('Boolean!', { value, how: 'variable' }, text) : text
    return `@${directive}(if: ${said})`
  }

  function field(selection: SelectedField, { type, isBesideOthers }: Place): string {
    const args = selection.given.map(given)
    const alias = args.length > 0 ? nextName() : selection.isAliased ? `a_${selection.field}` : ''
    const name = isBesideOthers ? `${type}_${alias || selection.field}` : alias
    const target = fieldType(type, selection.field)
    return [
      name && `${name}: `,
      selection.field,
      args.length > 0 ? `(${args.join(', ')})` : '',
      ...selection.conditions.map((each) => ` ${condition(each)}`),
      selection.below.length > 0
        ? ` ${set(selection.below, { type: target, isBesideOthers: false })}`
        : '',
    ].join('')
  }

  function fragment({ on, spreads, conditions, below }: SelectedFragment, place: Place): string {
    const type = on ?? place.type
    const isBesideOthers = type !== 'Node' && (place.isBesideOthers || place.type === 'Node')
    const body = on ? `on ${on} ` : ''
    const directives = conditions.map((each) => `${condition(each)} `).join('')
    if (spreads === 0) return `... ${body}${directives}${set(below, { type, isBesideOthers })}`
    const name = nextName()
    fragments.push(`fragment ${name} ${body}${set(below, { type, isBesideOthers })}`)
    return Array.from({ length: spreads }, () => `...${name} ${directives}`).join(' ')
  }

  function set(selections: readonly Selected[], place: Place): string {
    const parts = selections.map((each) =>
      'field' in each ? field(each, place) : fragment(each, place),
    )
    // Whoever reads the answer must know of which type an object is.
    return `{ ${[...(place.type === 'Node' ? ['__typename'] : []), ...parts].join(' ')} }`
  }

  const selection = set(selected, { type: 'Query', isBesideOthers: false })
  return { selection, variables, values, fragments }
}

function fieldType(parent: string, field: string): string {
  const type = schema.getType(parent)
  const found = type && 'getFields' in type ? type.getFields()[field] : undefined
  return found ? getNamedType(found.type).name : ''
}

/** A value of JSON as GraphQL writes one of that type. */
export function literal(value: unknown, type: GraphQLInputType): string {
  const inner = getNullableType(type)
  if (value === null) return 'null'
  if (isListType(inner) && Array.isArray(value))
    return `[${value.map((each) => literal(each, inner.ofType)).join(', ')}]`
  if (isEnumType(inner) && typeof value === 'string') return value
  if (!isInputObjectType(inner)) return JSON.stringify(value)
  const fields = inner.getFields()
  const entries = Object.entries(value ?? {}).map(
    ([name, each]) => `${name}: ${literal(each, fields[name]!.type)}`,
  )
  return `{${entries.join(', ')}}`
}
