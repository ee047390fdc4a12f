import * as fc from 'fast-check'
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedOutputType,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql'
import { schema } from '../../schema/schema.ts'
import { anyValue } from './any-value.ts'
import type { Known } from './known.ts'

/** An argument's value, and how the document says it. */
export interface Given {
  readonly argument: GraphQLArgument
  readonly value: unknown
  /** `absent`: in a variable that has neither a value nor a default. */
  readonly how: 'literal' | 'variable' | 'default' | 'absent'
}

/** `@skip` or `@include`, by a literal or by a variable. */
export interface Condition {
  readonly directive: 'skip' | 'include'
  readonly value: boolean
  readonly isVariable: boolean
}

interface Part {
  readonly conditions: readonly Condition[]
  readonly below: readonly Selected[]
}

export interface SelectedField extends Part {
  readonly field: string
  readonly isAliased: boolean
  readonly given: readonly Given[]
}

export interface SelectedFragment extends Part {
  /** Undefined: an inline fragment without a condition of type. */
  readonly on: string | undefined
  /** How often it is spread; 0: inline. */
  readonly spreads: number
}

export type Selected = SelectedField | SelectedFragment

/** Selections of a type, so many levels deep. */
export function anySelection(known: Known) {
  const valueOf = anyValue(known)
  const made = new Map<string, fc.Arbitrary<readonly Selected[]>>()

  function selectionOf(
    type: GraphQLNamedOutputType,
    depth: number,
  ): fc.Arbitrary<readonly Selected[]> {
    if (!isCompositeType(type)) return fc.constant([])
    const key = `${type.name} ${depth}`
    const selection = made.get(key) ?? partsOf(type, depth)
    made.set(key, selection)
    return selection
  }

  function partsOf(type: GraphQLNamedOutputType, depth: number): fc.Arbitrary<readonly Selected[]> {
    const fields = 'getFields' in type ? Object.values(type.getFields()) : []
    const leaves = fields.filter((field) => isLeafType(getNamedType(field.type)))
    const nested = depth > 0 ? fields.filter((field) => !leaves.includes(field)) : []
    const parts = [
      { weight: 1, of: [typename] },
      { weight: 9, of: leaves.map((field) => selectedField(field, 0)) },
      { weight: 6, of: nested.map((field) => selectedField(field, depth - 1)) },
      { weight: 1, of: depth > 0 ? [selectedFragment(type, depth - 1)] : [] },
    ].filter(({ of }) => of.length > 0)
    return fc.array(
      fc.oneof(...parts.map(({ weight, of }) => ({ weight, arbitrary: fc.oneof(...of) }))),
      { minLength: 1, maxLength: PARTS_MAX },
    )
  }

  function selectedField(
    field: GraphQLField<unknown, unknown>,
    depth: number,
  ): fc.Arbitrary<Selected> {
    return fc.record({
      field: fc.constant(field.name),
      isAliased: fc.nat(3).map((die) => die === 0),
      given: fc
        .tuple(...field.args.map((each) => anyGiven(each, field.name)))
        .map((given) => given.flat()),
      conditions,
      below: selectionOf(getNamedType(field.type), depth),
    })
  }

  function selectedFragment(type: GraphQLNamedOutputType, depth: number): fc.Arbitrary<Selected> {
    const targets = isAbstractType(type)
      ? schema.getPossibleTypes(type)
      : isObjectType(type)
        ? [type, ...type.getInterfaces()]
        : []
    return fc.oneof(
      ...targets.map((target) =>
        fc.record({
          on: fc.constant(target.name),
          spreads: fc.nat(2),
          conditions,
          below: selectionOf(target, depth),
        }),
      ),
      fc.record({
        on: fc.constant(undefined),
        spreads: fc.constant(0),
        conditions,
        below: selectionOf(type, depth),
      }),
    )
  }

  function anyGiven(argument: GraphQLArgument, field: string): fc.Arbitrary<Given[]> {
    const isRequired = isRequiredArgument(argument)
    const given = fc.record({
      argument: fc.constant(argument),
      value: valueOf(argument.type, CURSORS.has(argument.name) ? `${field} cursor` : argument.name),
      how: fc.constantFrom<Given['how'][]>(
        'literal',
        'literal',
        'variable',
        'variable',
        'default',
        ...(isRequired ? [] : (['absent'] as const)),
      ),
    })
    const seldom = CURSORS.has(argument.name) ? 6 : 2
    return fc
      .tuple(given, fc.nat(seldom))
      .map(([value, die]) => (isRequired || die === 0 ? [value] : []))
  }

  return selectionOf
}

const PARTS_MAX = 5
const CURSORS = new Set(['after', 'before'])

const condition: fc.Arbitrary<Condition> = fc.record({
  directive: fc.constantFrom('skip', 'include'),
  value: fc.boolean(),
  isVariable: fc.boolean(),
})

/** Seldom any: what is left out is not tested. */
const conditions = fc
  .tuple(
    fc.nat(9),
    fc.uniqueArray(condition, { maxLength: 2, selector: ({ directive }) => directive }),
  )
  .map(([die, some]) => (die === 0 ? some : []))

const typename: fc.Arbitrary<Selected> = fc.record({
  field: fc.constant('__typename'),
  isAliased: fc.boolean(),
  given: fc.constant([]),
  conditions,
  below: fc.constant([]),
})
