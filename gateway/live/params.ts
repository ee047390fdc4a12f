import type { IncomingMessage } from 'node:http'
import { getOperationAST, parse } from 'graphql'
import type { GraphQLParams } from 'graphql-yoga'
import { z } from 'zod'
import { badInput } from '../../resolvers/refusal.ts'
import { type Documents, documentOf } from '../questions/persisted.ts'

const object = z.record(z.string(), z.unknown()).nullish()
const params = z.object({
  query: z.string().nullish(),
  operationName: z.string().nullish(),
  variables: object,
  extensions: object,
})

/** What a request's address or its body asks. Errors: `BAD_USER_INPUT`. */
export function paramsOf({ url = '' }: IncomingMessage, body: Buffer | undefined): GraphQLParams {
  return readParams(body ? parsed(body.toString()) : addressed(url))
}

/** Errors: `BAD_USER_INPUT`. */
export function readParams(value: unknown): GraphQLParams {
  const read = params.safeParse(value)
  if (read.success) return withoutNulls(read.data)
  throw badInput('query and operationName must be text, variables and extensions JSON objects')
}

/** Whether it is a subscription that is asked for; what cannot be parsed is none. */
export function isSubscription(
  asked: GraphQLParams,
  documents: Documents,
  maxTokens: number,
): boolean {
  try {
    const text = documentOf(asked, documents, true) ?? ''
    const isIt = () =>
      getOperationAST(parse(text, { maxTokens }), asked.operationName)?.operation === 'subscription'
    return text.includes('subscription') && isIt()
  } catch {
    return false
  }
}

function addressed(url: string): unknown {
  const search = new URL(url, 'http://localhost').searchParams
  return {
    query: search.get('query'),
    operationName: search.get('operationName'),
    variables: parsed(search.get('variables') ?? 'null'),
    extensions: parsed(search.get('extensions') ?? 'null'),
  }
}

/** Errors: `BAD_USER_INPUT`. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    throw badInput('variables, extensions and the body must be JSON')
  }
}

function withoutNulls({
  query,
  operationName,
  variables,
  extensions,
}: z.infer<typeof params>): GraphQLParams {
  return {
    ...(typeof query === 'string' ? { query } : {}),
    ...(typeof operationName === 'string' ? { operationName } : {}),
    ...(variables ? { variables } : {}),
    ...(extensions ? { extensions } : {}),
  }
}
