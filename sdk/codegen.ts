import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { CodegenConfig } from '@graphql-codegen/cli'
import { type DocumentNode, buildSchema, getOperationAST } from 'graphql'
import type { DocumentFacts } from './document.ts'
import { shapeOf } from './shape-of.ts'

export interface CodegenOptions {
  /** Files of operations: `'src/*.graphql'`, or TypeScript that calls the generated `graphql()`. */
  readonly documents: string | readonly string[]
  /** Where the generated files go, with a `/` at its end. */
  readonly folder: string
  /** Its text; by default the schema that this client was made from. */
  readonly schema?: string
  /** Where the types of scalars are imported from; by default this package. */
  readonly scalarsFrom?: string
}

/**
 * What graphql-codegen must be told so that documents are typed and decoded as the client's own are; spread it into a `CodegenConfig`.
 *
 * It needs `graphql`, `@graphql-codegen/cli` and `@graphql-codegen/client-preset`, when it runs and not later.
 */
export function lakegateCodegen({
  documents,
  folder,
  schema = readFileSync(new URL('schema.graphql', import.meta.url), 'utf8'),
  scalarsFrom = 'lakegate-client',
}: CodegenOptions): Pick<CodegenConfig, 'schema' | 'documents' | 'generates'> {
  const built = buildSchema(schema)
  /** Lies in the document's `__meta__`. */
  const facts = (document: DocumentNode): Omit<DocumentFacts, 'hash'> => {
    const { name, operation } = getOperationAST(document) ?? {}
    return {
      operation: name?.value ?? '',
      shape: shapeOf(built, document),
      ...(operation === 'mutation' ? { isMutation: true } : {}),
    }
  }
  return {
    schema,
    documents: [documents].flat(),
    generates: {
      [folder]: {
        preset: 'client',
        config: {
          documentMode: 'string',
          enumsAsTypes: true,
          strictScalars: true,
          useTypeImports: true,
          scalars: {
            BigInt: 'bigint',
            Date: `${scalarsFrom}#Day`,
            DateTime: { input: `${scalarsFrom}#InstantInput`, output: `${scalarsFrom}#Instant` },
            Decimal: { input: `${scalarsFrom}#DecimalInput`, output: `${scalarsFrom}#Decimal` },
          },
        },
        presetConfig: {
          fragmentMasking: false,
          onExecutableDocumentNode: facts,
          persistedDocuments: { hashAlgorithm: sha256 },
        },
      },
    },
  }
}

/** The preset's own `'sha256'` puts its name before the digits. */
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
