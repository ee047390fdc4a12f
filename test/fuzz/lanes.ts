import * as fc from 'fast-check'

/** Requests that are under way at once. */
const LANES = 4

export interface Runs {
  readonly runs: number
  /** Another seed, other values. */
  readonly seed: number
}

/** Holds a law against any value, several at once, and gives the smallest that were found to break it; `law` gives what is wrong with one. */
export async function broken<T>(
  any: fc.Arbitrary<T>,
  { runs, seed }: Runs,
  law: (each: T) => Promise<string[]>,
): Promise<string[]> {
  const property = fc.asyncProperty(any, async (each) => {
    const problems = await law(each)
    if (problems.length > 0) throw new Error(problems.join('\n'))
  })
  const lanes = Array.from({ length: LANES }, (_, lane) =>
    fc.check(property, { numRuns: Math.ceil(runs / LANES), seed: seed * LANES + lane }),
  )
  return (await Promise.all(lanes))
    .filter(({ failed }) => failed)
    .map((lane) => `${fc.stringify(lane.counterexample)}\n${String(lane.errorInstance)}`)
}
