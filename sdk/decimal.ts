/** What stands for an exact number in variables: a float would already have lost digits. */
export type DecimalInput = Decimal | `${number}` | bigint

/**
 * An exact number of any length, with the digits that the gateway gave: `100.0000` stays `100.0000`.
 *
 * Sums and differences have the longer scale of the two, products the sum of both. `<`, `+` and their
 * like throw a `TypeError`: they would compare text, or lose digits.
 */
export class Decimal {
  /** Without exponent. JSON holds it, and `Intl.NumberFormat` formats it without loss. */
  readonly text: `${number}`

  private constructor(text: `${number}`) {
    this.text = text
  }

  /** Errors: `RangeError` for text that is no plain number such as `12.50`. */
  static of(value: Decimal | string | bigint): Decimal {
    if (value instanceof Decimal) return value
    const text = String(value)
    if (isDecimal(text)) return new Decimal(text)
    throw new RangeError(`${JSON.stringify(text)} is no decimal number such as "12.50"`)
  }

  /** `0` for none. */
  static sum(values: Iterable<Decimal>): Decimal {
    let sum = Decimal.of(0n)
    for (const value of values) sum = sum.plus(value)
    return sum
  }

  plus(other: DecimalInput): Decimal {
    const { ours, theirs, scale } = this.#aligned(other)
    return written(ours + theirs, scale)
  }

  minus(other: DecimalInput): Decimal {
    const { ours, theirs, scale } = this.#aligned(other)
    return written(ours - theirs, scale)
  }

  times(other: DecimalInput): Decimal {
    const factor = Decimal.of(other)
    return written(this.#units * factor.#units, this.#scale + factor.#scale)
  }

  /** −1: less than `other`; 1: more; 0: the same number, whatever its scale. Sorts by `(a, b) => a.compare(b)`. */
  compare(other: DecimalInput): -1 | 0 | 1 {
    const { ours, theirs } = this.#aligned(other)
    if (ours === theirs) return 0
    return ours < theirs ? -1 : 1
  }

  /** The nearest double: for charts and ratios. */
  toNumber(): number {
    return Number(this.text)
  }

  toString(): `${number}` {
    return this.text
  }

  toJSON(): `${number}` {
    return this.text
  }

  [Symbol.toPrimitive](hint: string): string {
    if (hint === 'string') return this.text
    throw new TypeError('a Decimal has compare, plus, minus and times in place of < + - *')
  }

  /** Both as whole numbers of the smaller unit. */
  #aligned(other: DecimalInput) {
    const second = Decimal.of(other)
    const scale = Math.max(this.#scale, second.#scale)
    const units = (decimal: Decimal) => decimal.#units * 10n ** BigInt(scale - decimal.#scale)
    return { ours: units(this), theirs: units(second), scale }
  }

  get #scale(): number {
    const point = this.text.indexOf('.')
    return point === -1 ? 0 : this.text.length - point - 1
  }

  get #units(): bigint {
    return BigInt(this.text.replace('.', ''))
  }
}

export function isDecimal(text: string): text is `${number}` {
  return /^-?\d+(\.\d+)?$/.test(text)
}

/** `units`, with the point before the last `scale` digits. */
function written(units: bigint, scale: number): Decimal {
  if (scale === 0) return Decimal.of(units)
  const sign = units < 0n ? '-' : ''
  const digits = String(units)
    .slice(sign.length)
    .padStart(scale + 1, '0')
  return Decimal.of(`${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`)
}
