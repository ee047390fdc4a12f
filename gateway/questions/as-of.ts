import type { IncomingHttpHeaders } from 'node:http'
import { type DocumentNode, getDirectiveValues, getOperationAST, getVariableValues } from 'graphql'
import type { AsOf } from '../../resolvers/as-of.ts'
import { badInput } from '../../resolvers/refusal.ts'
import { readInstant } from '../../schema/scalars.ts'
import { schema } from '../../schema/schema.ts'

/** An operation that is about to be executed. */
export interface Operation {
  readonly document: DocumentNode
  readonly operationName?: string | null | undefined
  readonly variableValues?: Readonly<Record<string, unknown>> | null | undefined
}

const DIRECTIVE = schema.getDirective('asOf')!

/**
 * The publication that a request asks for, by the directive or by a header; undefined: the current one.
 *
 * Errors: `BAD_USER_INPUT` for a header that is no instant, and for two different ones.
 */
export function askedAsOf(operation: Operation, headers: IncomingHttpHeaders): AsOf | undefined {
  return onlyOne([...ofDirective(operation), ...ofHeaders(headers)])
}

/** As `askedAsOf`, for what is asked without an operation. */
export function headersAsOf(headers: IncomingHttpHeaders): AsOf | undefined {
  return onlyOne(ofHeaders(headers))
}

function onlyOne(asked: readonly AsOf[]): AsOf | undefined {
  const [first, other] = asked.filter(
    ({ by, value }, i) => asked.findIndex((each) => each.by === by && each.value === value) === i,
  )
  if (!other) return first
  throw badInput(
    `one publication answers a request: ask for ${first!.by} ${first!.value} or for ${other.by} ${other.value}`,
  )
}

function ofDirective({ document, operationName, variableValues }: Operation): AsOf[] {
  const operation = getOperationAST(document, operationName)
  if (!operation?.directives?.some(({ name }) => name.value === DIRECTIVE.name)) return []
  const read = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {})
  // Wrong variables are told by the execution.
  if (!read.variableValues) return []
  const { time, publication } = getDirectiveValues(DIRECTIVE, operation, read.variableValues) ?? {}
  return [...given('time', time), ...given('publication', publication)]
}

function ofHeaders(headers: IncomingHttpHeaders): AsOf[] {
  const time = headers['lakegate-as-of']
  if (time !== undefined && readInstant(time) === undefined)
    throw badInput(
      `Lakegate-As-Of must be an instant such as "2026-11-22T05:20:00Z", not ${JSON.stringify(time)}`,
    )
  return [...given('time', time), ...given('publication', headers['lakegate-publication'])]
}

const given = (by: AsOf['by'], value: unknown): AsOf[] =>
  typeof value === 'string' ? [{ by, value }] : []
