import type { Question } from '../questions.ts'

/** One who answers the questions. */
export interface Peer extends AsyncDisposable {
  readonly name: string
  /** Processes whose CPU is the peer's, with all that they started. */
  readonly pids: readonly number[]
  /** How to ask it; undefined where it cannot be asked this. The answer is JSON of any shape, its figures in the order of ours. */
  readonly asking: (question: Question) => (() => Promise<unknown>) | undefined
}
