import * as fc from 'fast-check'
import { schema } from '../../schema/schema.ts'
import { type Selected, anySelection } from './any-selection.ts'
import { anyValue } from './any-value.ts'
import type { Known } from './known.ts'
import { literal, written } from './written-document.ts'

/** A request as GraphQL clients make it. */
export interface Asked {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly operationName?: string
}

interface Operation {
  readonly selected: readonly Selected[]
  /** Of `@asOf`. */
  readonly asOf: readonly { readonly name: string; readonly value: unknown }[]
}

const DEPTHS = [1, 2, 2, 3, 3, 4, 4, 5, 6, 9]

/** Valid documents over the whole schema, with one operation or several. */
export function anyDocument(known: Known): fc.Arbitrary<Asked> {
  const selectionOf = anySelection(known)
  const query = schema.getQueryType()!
  const operation = fc.record({
    selected: fc.oneof(...DEPTHS.map((depth) => selectionOf(query, depth))),
    asOf: asOf(known),
  })
  return fc.oneof(
    { arbitrary: operation.map((only) => document([only])), weight: 5 },
    { arbitrary: fc.array(operation, { minLength: 2, maxLength: 3 }).map(document), weight: 1 },
  )
}

const DIRECTIVE = schema.getDirective('asOf')!

/** Mostly absent: few instants had a publication. */
function asOf(known: Known): fc.Arbitrary<Operation['asOf']> {
  const valueOf = anyValue(known)
  const given = DIRECTIVE.args.map(({ name, type }) =>
    fc.record({ name: fc.constant(name), value: valueOf(type, name) }),
  )
  return fc.tuple(fc.nat(9), fc.oneof(...given)).map(([die, only]) => (die === 0 ? [only] : []))
}

/** The last operation is the one that is asked for. */
function document(operations: readonly Operation[]): Asked {
  const parts = operations.map(({ selected, asOf: given }, i) => {
    const { selection, variables, values, fragments } = written(selected, `q${i}_`)
    const declared = variables.length > 0 ? `(${variables.join(', ')})` : ''
    const directive = given.map(({ name, value }) => {
      const { type } = DIRECTIVE.args.find((argument) => argument.name === name)!
      return ` @asOf(${name}: ${literal(value, type)})`
    })
    const text = `query q${i}${declared}${directive.join('')} ${selection}`
    return { text: [text, ...fragments].join('\n'), values }
  })
  const last = operations.length - 1
  return {
    query: parts.map(({ text }) => text).join('\n'),
    variables: parts[last]!.values,
    ...(last > 0 ? { operationName: `q${last}` } : {}),
  }
}
