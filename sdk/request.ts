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

/** The question as text. */
export function textRequest(url: string, { document, facts, variables }: Question): GraphQLRequest {
  return posted(url, { operationName: facts.operation, query: document.toString(), variables })
}

/**
 * The question by the hash that the gateway knows it by: an address, which caches understand, unless it grows too long.
 *
 * What changes something is posted: an address may be asked again by whoever sees it.
 */
export function persistedRequest(url: string, { facts, variables }: Question): GraphQLRequest {
  const operationName = facts.operation
  const extensions = { persistedQuery: { version: 1, sha256Hash: facts.hash } }
  if (facts.isMutation) return posted(url, { operationName, variables, extensions })
  const parameters = new URLSearchParams({
    operationName,
    variables: json(variables),
    extensions: json(extensions),
  })
  const address = `${url}${url.includes('?') ? '&' : '?'}${parameters.toString()}`
  if (address.length <= ADDRESS_LENGTH_MAX) return { address, method: 'GET', headers: {} }
  return posted(url, { operationName, variables, extensions })
}

function posted(address: string, question: object): GraphQLRequest {
  const headers = { 'content-type': 'application/json' }
  return { address, method: 'POST', headers, body: json(question) }
}

/** Numbers of JSON have 53 bits; the gateway reads text. */
function json(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'bigint' ? String(each) : each,
  )
}
