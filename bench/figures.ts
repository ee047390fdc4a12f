/** What differs between two answers, in words; undefined where every figure is the same. */
export function difference(ours: unknown, theirs: unknown): string | undefined {
  const [our, their] = [figuresOf(ours), figuresOf(theirs)]
  if (our.length !== their.length) return `${their.length} rows instead of ${our.length}`
  const i = our.findIndex((row, index) => !isSameRow(row, their[index]!))
  return i === -1 ? undefined : `"${their[i]!.join(' | ')}" instead of "${our[i]!.join(' | ')}"`
}

type Row = readonly unknown[]

/**
 * An answer as rows of plain values, whatever its shape: an object that lists others stands in each of their rows.
 * Rows are sorted, days and instants spelt in one way. Where a page ends is no figure.
 */
function figuresOf(answer: unknown): string[][] {
  return rowsOf(answer)
    .map((row) => row.map(spelt))
    .sort((a, b) => (a.join('|') < b.join('|') ? -1 : 1))
}

function rowsOf(value: unknown): Row[] {
  if (Array.isArray(value)) return value.flatMap(rowsOf)
  if (typeof value !== 'object' || value === null) return [[value]]
  const parts = Object.entries(value)
    .filter(([name]) => name !== 'pageInfo')
    .map(([, part]) => rowsOf(part))
  return parts.reduce(crossed, [[]])
}

function crossed(rows: readonly Row[], parts: readonly Row[]): Row[] {
  return rows.flatMap((row) => parts.map((part) => [...row, ...part]))
}

const DATE = /^\d{4}-\d{2}(-\d{2}([T ][\d:.]+(Z|[-+]\d{2}(:?\d{2})?)?)?)?$/

function spelt(value: unknown): string {
  const text = String(value)
  return DATE.test(text) ? new Date(text).toISOString() : text
}

/** An amount has four decimals, where who computes with doubles has more. */
const CLOSE = 0.000_051

function isSameRow(ours: readonly string[], theirs: readonly string[]): boolean {
  return (
    ours.length === theirs.length &&
    ours.every(
      (cell, i) => cell === theirs[i] || Math.abs(Number(cell) - Number(theirs[i])) < CLOSE,
    )
  )
}
