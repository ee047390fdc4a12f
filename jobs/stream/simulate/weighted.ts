import type { Random } from '../../sources/sample/random.ts'

/** Draws one of the values, each as often as its weight says. */
export type Draw<T> = (random: Random) => T

/** `values` is not empty; weights are above 0. */
export function weighted<T>(values: readonly T[], weightOf: (value: T) => number): Draw<T> {
  let sum = 0
  const upTo = Float64Array.from(values, (value) => (sum += weightOf(value)))
  return (random) => {
    const target = random.next() * sum
    let low = 0
    let high = values.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (upTo[middle]! > target) high = middle
      else low = middle + 1
    }
    return values[low]!
  }
}
