import type { GraphQLError } from 'graphql'
import type { Frames } from './frames.ts'

/** One subscriber's way out: a response that stays open, or an operation of a WebSocket. */
export interface Outlet {
  /** At once; what the system does not take waits in memory. */
  readonly send: (frames: Frames) => void
  /** The last word: why, or simply that nothing more comes. */
  readonly end: (error?: GraphQLError) => void
  /** Without a word, and at once: what waits goes with it. */
  readonly drop: () => void
  readonly unsentBytes: () => number
  /** Called once when the other side has left. */
  readonly onLeft: (leave: () => void) => void
}
