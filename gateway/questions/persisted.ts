import { readFile } from 'node:fs/promises'
import type { GraphQLParams } from 'graphql-yoga'
import { z } from 'zod'
import { refusal } from '../../resolvers/refusal.ts'
import { GatewayError } from '../errors.ts'

/** Documents that are asked for by the SHA-256 of their text. */
export type Documents = ReadonlyMap<string, string>

const file = z.record(z.string(), z.string())
const extensions = z.object({ persistedQuery: z.object({ sha256Hash: z.string() }) })

export interface DocumentOptions {
  /** JSON files as a client's codegen writes them: `{ "<sha256>": "<document>" }`. */
  readonly persisted: readonly string[]
  readonly persistedOnly: boolean
}

/** Errors: `GatewayError` for files that hold none, and where nothing could be answered at all. */
export async function readDocuments({
  persisted,
  persistedOnly,
}: DocumentOptions): Promise<Documents> {
  const files = await Promise.all(persisted.map(readDocumentFile))
  const documents = new Map(files.flatMap((each) => Object.entries(each)))
  if (!persistedOnly || documents.size > 0) return documents
  throw new GatewayError(
    'graphql.persistedOnly answers persisted documents alone, and graphql.persisted names none',
  )
}

async function readDocumentFile(path: string): Promise<Record<string, string>> {
  try {
    return file.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (cause) {
    throw new GatewayError(
      `graphql.persisted names ${path}, which holds no persisted documents: {"<sha256>": "<document>"}`,
      { cause },
    )
  }
}

/**
 * The document that a request asks: by its hash, or in full where any may be asked; undefined where it names none.
 *
 * Errors: `NOT_FOUND` for a hash of none; `PERSISTED_ONLY`.
 */
export function documentOf(
  { query, extensions: given }: GraphQLParams,
  documents: Documents,
  isAnyAllowed: boolean,
): string | undefined {
  const asked = extensions.safeParse(given)
  if (!asked.success) {
    if (isAnyAllowed || query === undefined) return query
    throw refusal('PERSISTED_ONLY', ONLY)
  }
  const document = documents.get(asked.data.persistedQuery.sha256Hash)
  if (document !== undefined) return document
  // WebSockets have no way to send none.
  if (query && isAnyAllowed) return query
  throw isAnyAllowed
    ? refusal('NOT_FOUND', 'no document of this hash is persisted here: send its text')
    : refusal('PERSISTED_ONLY', ONLY)
}

const ONLY =
  'only persisted documents are answered here: extensions.persistedQuery.sha256Hash names one'
