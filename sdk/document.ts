import type { Shape } from './shape.ts'

/** What the compiler knows of an operation; nothing of it is there when it runs. */
export interface DocumentTypeDecoration<Data, Variables> {
  readonly __apiType?: ((variables: Variables) => Data) | undefined
}

/** An operation as codegen writes it: its text, its types, and how its answer is decoded. */
export interface TypedDocument<Data, Variables> extends DocumentTypeDecoration<Data, Variables> {
  readonly __meta__?: Partial<DocumentFacts> | undefined
  toString(): string
}

export interface DocumentFacts {
  readonly operation: string
  readonly shape: Shape
  /** SHA-256 of the text under which the gateway knows it, in hexadecimal digits. */
  readonly hash: string
  /** Whether it changes something: it is never asked by an address. */
  readonly isMutation?: boolean | undefined
}

/** Errors: `TypeError` for a document that was not generated with `lakegate-client/codegen`. */
export function factsOf(document: TypedDocument<unknown, never>): DocumentFacts {
  const { operation, shape, hash, isMutation = false } = document.__meta__ ?? {}
  if (operation !== undefined && shape !== undefined && hash !== undefined)
    return { operation, shape, hash, isMutation }
  throw new TypeError(
    `generate this document with lakegate-client/codegen, else its answer cannot be decoded: ${document.toString().trim()}`,
  )
}
