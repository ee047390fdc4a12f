/** `1999` as `19.99`, exactly. */
export function cents(amount: number): string {
  const absolute = Math.abs(amount)
  const text = `${Math.trunc(absolute / 100)}.${String(absolute % 100).padStart(2, '0')}`
  return amount < 0 ? `-${text}` : text
}
