import * as fc from 'fast-check'
import type { Rows } from './fixture.ts'

/** Few different values, so that there are ties, and nulls. */
const amount = fc.option(fc.constantFrom('-1.5000', '0.0000', '10.0000', '10.0001', '99.9999'))
const ratio = fc.option(fc.constantFrom(-2.5, 0, 0.1, 1 / 3, 1e-9, 12345.678))
const small = fc.option(fc.integer({ min: 0, max: 3 }))
const instant = fc.constantFrom(
  '2026-01-01T02:59:59.999999Z',
  '2026-01-01T03:00:00.000000Z',
  '2026-03-01T12:00:00.000001Z',
  '2026-03-01T12:00:00.000002Z',
)
/** With and without case, with what LIKE would take for a wildcard, beyond ASCII. */
const word = fc.option(
  fc.constantFrom(
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
  ),
)

const SEGMENTS = ['VIP', 'LOYAL', 'NEW', 'AT_RISK', 'LOST', 'REGULAR', 'PROSPECT']

export interface AnyCustomer {
  readonly customer_id: string
  readonly [column: string]: unknown
}

const customer = fc.record({
  name: word,
  email: word,
  country: word,
  country_code: fc.option(fc.constantFrom('BR', 'PT')),
  city: word,
  registered_at: fc.option(instant),
  is_active: fc.boolean(),
})

const analytics = fc.record({
  clv: ratio,
  revenue: amount.map((value) => value ?? '0.0000'),
  profit: amount,
  orders: fc.integer({ min: 0, max: 3 }),
  recency_days: small,
  segment: fc.constantFrom(...SEGMENTS),
})

/** Customers with figures, in both of their tables. */
export const anyCustomers = fc.array(fc.tuple(customer, analytics), { maxLength: 25 }).map((rows) =>
  rows.map(([facts, figures], i): AnyCustomer => ({
    customer_id: `c${String(i).padStart(2, '0')}`,
    ...facts,
    ...figures,
  })),
)

export const customerTables = (customers: readonly AnyCustomer[]): Rows => ({
  'silver.customers': customers,
  'gold.customer_analytics': customers,
})

export const any = { amount, ratio, small, word, segment: fc.constantFrom(...SEGMENTS) }
