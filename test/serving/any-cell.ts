import * as fc from 'fast-check'

/** Cells of random rows: few different values, so that there are ties. `fc.option` adds nulls. */
export const amount = fc.constantFrom(
  '-1.5000',
  '0.0000',
  '10.0000',
  '10.0001',
  '99999999999999.9998',
  '99999999999999.9999',
)

/** Some are halfway between two amounts of money. */
export const ratio = fc.constantFrom(
  -2.5,
  -0.00005,
  0,
  0.1,
  0.1 + 0.2,
  1 / 3,
  1e-9,
  1.00005,
  12345.678,
)

export const small = fc.integer({ min: 0, max: 3 })

/** Two of them are one double. */
export const large = fc.constantFrom(0n, 1n, 2n ** 53n, 2n ** 53n + 1n)

/** On both sides of a local midnight; two are a microsecond apart. */
export const instant = fc.constantFrom(
  '2026-01-01T02:59:59.999999Z',
  '2026-01-01T03:00:00.000000Z',
  '2026-03-01T12:00:00.000001Z',
  '2026-03-01T12:00:00.000002Z',
)

/** With and without case, with what LIKE would take for a wildcard, beyond ASCII and beyond 16 bits. */
export const word = fc.constantFrom(
  '',
  'a_b',
  'A%b',
  'axb',
  'Ana',
  'ana maria',
  'São',
  'SÃO',
  "o'Neill",
  '\\',
  '日本',
  '～',
  '😀',
)

/** What rows belong to. */
export const parent = fc.constantFrom('p1', 'P1', "o'Neill", '')

/** With and without case, beyond ASCII and beyond 16 bits. */
export const key = fc
  .tuple(fc.constantFrom('k', 'K', '～', '😀'), fc.integer({ min: 0, max: 12 }))
  .map((parts) => parts.join(''))

/** Up to 25 rows, no two with one key; mostly many, since few rows show little. */
export function rowsOf<Row>(
  row: fc.Arbitrary<Row>,
  keyOf: (row: Row) => string,
): fc.Arbitrary<Row[]> {
  const rows = (minLength: number) =>
    fc.uniqueArray(row, { selector: keyOf, minLength, maxLength: 25 })
  return fc.oneof({ arbitrary: rows(15), weight: 5 }, { arbitrary: rows(0), weight: 1 })
}
