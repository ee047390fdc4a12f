import type { Random } from '../../sources/sample/random.ts'
import { BLOCK_MS, type Rhythm } from './rhythm.ts'

export interface ArrivalOptions {
  /** On average over a week. */
  readonly perSecond: number
  readonly rhythm: Rhythm
  /** Milliseconds since 1970. */
  readonly from: number
  readonly random: Random
}

/** Moments at which visits begin, without end: by chance, as often as the rhythm says. */
export function* arrivals({ perSecond, rhythm, from, random }: ArrivalOptions): Generator<number> {
  let at = from
  for (;;) {
    // How long it would take at an average time.
    let wait = (-Math.log(1 - random.next()) * 1000) / perSecond
    for (;;) {
      const left = BLOCK_MS - (at % BLOCK_MS)
      const passes = left * rhythm(at)
      if (wait <= passes) break
      wait -= passes
      at += left
    }
    at += wait / rhythm(at)
    yield Math.floor(at)
  }
}
