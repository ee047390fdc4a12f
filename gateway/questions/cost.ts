import { complexityFromQuery } from '@pothos/plugin-complexity'
import { getOperationAST, getVariableValues } from 'graphql'
import { refusal } from '../../resolvers/refusal.ts'
import { schema } from '../../schema/schema.ts'
import type { Operation } from './as-of.ts'
import type { Limits } from './limits.ts'

/**
 * What an operation costs at most, before anything of it runs; undefined when its variables are wrong, which execution tells.
 *
 * Errors: `COST_LIMIT`, saying the cost and what is allowed.
 */
export function checkedCost(
  operation: Operation,
  { maxCost, maxDepth }: Limits,
): number | undefined {
  const { document, operationName, variableValues } = operation
  const chosen = getOperationAST(document, operationName)
  const variables = variableValues ?? {}
  if (!chosen || getVariableValues(schema, chosen.variableDefinitions ?? [], variables).errors)
    return undefined
  const definitions = document.definitions.filter(
    (definition) => definition.kind !== 'OperationDefinition' || definition === chosen,
  )
  const { complexity, depth } = complexityFromQuery(
    { ...document, definitions },
    { schema, variables },
  )
  if (depth > maxDepth) throw costLimit(`the query is ${depth} deep; ${maxDepth} are allowed`)
  if (complexity > maxCost)
    throw costLimit(
      `the query may give ${complexity} values; ${maxCost} are allowed: ask for shorter pages, or in several requests`,
    )
  return complexity
}

const costLimit = (message: string) => refusal('COST_LIMIT', message, { http: { status: 400 } })
