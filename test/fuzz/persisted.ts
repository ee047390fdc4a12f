import { hash } from 'node:crypto'

const DOCUMENT = '{ publication { publicationId } }'

/** What may be asked for by its hash. */
export const HASH = hash('sha256', DOCUMENT)

/** As a file that `graphql.persisted` names holds them. */
export const PERSISTED = JSON.stringify({ [HASH]: DOCUMENT })

/** `extensions` of a question that names a document. */
export const extensionsOf = (sha256Hash: unknown, version: unknown = 1) =>
  JSON.stringify({ persistedQuery: { version, sha256Hash } })
