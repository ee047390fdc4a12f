import type { LimitFunction } from 'p-limit'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import type { CheckResult } from './check.ts'
import type { Relation } from './relation.ts'

/** What a run tells of itself while it goes. */
export type BuildEvent =
  | { readonly kind: 'written'; readonly step: Step }
  | { readonly kind: 'unchanged'; readonly table: string; readonly rows: bigint }
  | { readonly kind: 'broken'; readonly result: CheckResult }
  | { readonly kind: 'note'; readonly message: string }

/** A table that the run wrote. */
export interface Step {
  readonly table: string
  readonly version: number
  readonly rows: bigint
  /** Rows of its model that went to the quarantine. */
  readonly quarantined: bigint
  readonly seconds: number
}

/** One run of a build, shared by its steps. */
export interface Session {
  readonly engine: Engine
  readonly runId: string
  /** ISO: the run's own moment. */
  readonly ingestedAt: string
  /** Writes every selected table again, changed or not. */
  readonly isFull: boolean
  /** Whether a table may be written in this run; others are read as they were published. */
  readonly mayWrite: (table: string) => boolean
  /** How many statements of weight run at once. */
  readonly limit: LimitFunction
  readonly signal: AbortSignal
  readonly report: (event: BuildEvent) => void
  /** A relation by name: a table, a staging view or a run view. */
  readonly relation: (name: string) => Promise<Relation>
}
