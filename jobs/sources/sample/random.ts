/** A stream of numbers that is the same for the same seed and name (sfc32, public domain). */
export class Random {
  #a: number
  #b: number
  #c: number
  #counter = 1

  constructor(seed: number, name: string) {
    this.#a = seed | 0
    this.#b = hash(name)
    this.#c = 0x9e37_79b9
    for (let i = 0; i < 12; i++) this.next()
  }

  /** In `[0, 1)`. */
  next(): number {
    const t = (((this.#a + this.#b) | 0) + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (this.#c << 21) | (this.#c >>> 11)
    this.#c = (this.#c + t) | 0
    return (t >>> 0) / 4_294_967_296
  }

  /** A whole number in `[from, to)`. */
  between(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from))
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(values: readonly T[]): T {
    return values[this.between(0, values.length)]!
  }

  /** One of the values by weight; the weights add up to 1. */
  weighted<T>(values: readonly (readonly [T, number])[]): T {
    let rest = this.next()
    for (let i = 0; i < values.length; i++) {
      rest -= values[i]![1]
      if (rest < 0) return values[i]![0]
    }
    return values.at(-1)![0]
  }
}

/** FNV-1a, 32 bits. */
function hash(name: string): number {
  let h = 0x811c_9dc5
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x0100_0193)
  return h
}
