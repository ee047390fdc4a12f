import type { DocumentFacts, TypedDocument } from './document.ts'

/** What is asked of a gateway. */
export interface Question {
  readonly document: TypedDocument<unknown, never>
  readonly facts: DocumentFacts
  readonly variables: unknown
}

export interface GraphQLRequest {
  readonly address: string
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** Longer addresses are cut or refused on the way. */
const ADDRESS_LENGTH_MAX = 4000

/** What a request's body says: the question as text. */
export function textParams({ document, facts, variables }: Question) {
  return { operationName: facts.operation, query: document.toString(), variables }
}

/** The question by the hash that the gateway knows it by. */
export function persistedParams({ facts, variables }: Question) {
  const extensions = { persistedQuery: { version: 1, sha256Hash: facts.hash } }
  return { operationName: facts.operation, variables, extensions }
}

export function textRequest(url: string, question: Question): GraphQLRequest {
  return posted(url, textParams(question))
}

/**
 * An address, which caches understand, unless it grows too long.
 *
 * What changes something is posted: an address may be asked again by whoever sees it.
 */
export function persistedRequest(url: string, question: Question): GraphQLRequest {
  const params = persistedParams(question)
  if (question.facts.isMutation) return posted(url, params)
  const parameters = new URLSearchParams({
    operationName: params.operationName,
    variables: json(params.variables),
    extensions: json(params.extensions),
  })
  const address = `${url}${url.includes('?') ? '&' : '?'}${parameters.toString()}`
  if (address.length <= ADDRESS_LENGTH_MAX) return { address, method: 'GET', headers: {} }
  return posted(url, params)
}

function posted(address: string, params: object): GraphQLRequest {
  const headers = { 'content-type': 'application/json' }
  return { address, method: 'POST', headers, body: json(params) }
}

/** Numbers of JSON have 53 bits; the gateway reads text. */
export function json(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'bigint' ? String(each) : each,
  )
}
