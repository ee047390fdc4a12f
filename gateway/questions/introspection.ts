import { type DocumentNode, GraphQLError, visit, BREAK } from 'graphql'
import { refusal } from '../../resolvers/refusal.ts'

const known = new WeakMap<DocumentNode, boolean>()

/** Errors: `FORBIDDEN` for a document that asks what the schema is. */
export function checkIntrospection(document: DocumentNode): void {
  const asks = known.get(document) ?? asksSchema(document)
  known.set(document, asks)
  if (asks)
    throw refusal(
      'FORBIDDEN',
      'introspection is off here: the schema comes with the client package',
    )
}

function asksSchema(document: DocumentNode): boolean {
  let asks = false
  visit(document, {
    Field({ name: { value } }) {
      asks ||= value === '__schema' || value === '__type'
      return asks ? BREAK : undefined
    },
  })
  return asks
}

/** `Did you mean` tells names that a caller may not ask for. */
export function withoutSuggestion(error: GraphQLError): GraphQLError {
  const message = error.message.replace(/ ?Did you mean [^?]*\?/g, '')
  if (message === error.message) return error
  const { nodes, source, positions, path, extensions } = error
  return new GraphQLError(message, { nodes, source, positions, path, extensions })
}
