const SCALE = 4

/**
 * A ratio as money: 4 decimals, half away from zero; `"1478.6226"`.
 *
 * The shortest decimal that reads back as the number is what is rounded: 1.00005 is a tie, though no double is that number.
 */
export function money(ratio: number): string
export function money(ratio: number | null): string | null
export function money(ratio: number | null): string | null {
  if (ratio === null) return null
  const [mantissa, exponent] = Math.abs(ratio).toString().split('e')
  const [whole, fraction = ''] = mantissa!.split('.')
  const digits = `${whole}${fraction}`
  const scale = fraction.length - Number(exponent ?? 0)
  const units = rounded(BigInt(digits), scale - SCALE)
  const text = units.toString().padStart(SCALE + 1, '0')
  const sign = ratio < 0 && units > 0n ? '-' : ''
  return `${sign}${text.slice(0, -SCALE)}.${text.slice(-SCALE)}`
}

/** Without its last `places` digits. */
function rounded(digits: bigint, places: number): bigint {
  if (places <= 0) return digits * 10n ** BigInt(-places)
  const unit = 10n ** BigInt(places)
  return (digits + unit / 2n) / unit
}
