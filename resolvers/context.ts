import type { Reader } from '../lakehouse/serving/reader.ts'
import { type Loaders, createLoaders } from './loaders.ts'

/** What a caller may do; the local caller may do all of it. */
export type Scope = 'read' | 'pii' | 'export' | 'ingest' | 'operator'

/** What every resolver receives; made afresh for each request. */
export interface Context {
  /** The publication that the request reads, from its start to its end. */
  readonly reader: Reader
  readonly loaders: Loaders
  readonly scopes: ReadonlySet<Scope>
  /** Whether new requests would read the same publication. */
  readonly isCurrent: () => boolean
}

export interface ContextParts {
  readonly reader: Reader
  readonly scopes: ReadonlySet<Scope>
  readonly isCurrent: () => boolean
}

export function createContext(parts: ContextParts): Context {
  return { ...parts, loaders: createLoaders(parts.reader) }
}
