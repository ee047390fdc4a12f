import { SCOPES, type Scope } from '../../resolvers/scope.ts'

/** Who asks, as the log and the limits name them, and what they may do. */
export interface Caller {
  /** `key:5f0c2a9e`, `jwt:ana@example.com`, `local`. */
  readonly name: string
  readonly scopes: ReadonlySet<Scope>
}

/** Whoever reaches a server that knows no callers: it listens on this machine alone. */
export const LOCAL_CALLER: Caller = { name: 'local', scopes: new Set(SCOPES) }

/** Who does not say who it is. */
export const NOBODY: Caller = { name: 'nobody', scopes: new Set() }

/** Those words that name scopes; others are another service's. */
export function scopesOf(words: readonly string[]): ReadonlySet<Scope> {
  return new Set(SCOPES.filter((scope) => words.includes(scope)))
}
