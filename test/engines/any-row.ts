import * as fc from 'fast-check'
import {
  bigint,
  boolean,
  contract,
  date,
  decimal,
  double,
  integer,
  required,
  string,
  timestamp,
} from '../../lakehouse/contracts/contract.ts'

export const everything = contract({
  name: 'silver.everything',
  grain: 'one row per id',
  columns: {
    id: required(integer('The row.')),
    text: string('Any text.'),
    count: bigint('Any count.'),
    money: decimal('Any amount.'),
    ratio: double('Any ratio.'),
    flag: boolean('Yes or no.'),
    day: date('Any day.'),
    at: timestamp('Any instant.', 'UTC'),
  },
  key: ['id'],
})

export const NOTHING = {
  id: 1,
  text: null,
  count: null,
  money: null,
  ratio: null,
  flag: null,
  day: null,
  at: null,
}

type Anything = { readonly [K in keyof typeof NOTHING]?: string | number | bigint | boolean | null }

const TYPES: Record<string, string> = {
  id: 'integer',
  text: 'string',
  count: 'bigint',
  money: 'decimal(18, 4)',
  ratio: 'double',
  flag: 'boolean',
  day: 'date',
  at: 'timestamp with time zone',
}

/** JavaScript writes minus zero as `0`. */
const written = (value: unknown) => (Object.is(value, -0) ? '-0.0' : String(value))

export function everythingRow(row: Anything): string {
  const columns = Object.entries({ ...NOTHING, ...row }).map(([name, value]) => {
    const literal = value === null ? 'null' : `'${written(value).replaceAll("'", "''")}'`
    return `cast(${literal} as ${TYPES[name]!}) as ${name}`
  })
  return `select ${columns.join(', ')}`
}

const instant = fc
  .tuple(
    fc.date({
      min: new Date('0001-01-02T00:00:00Z'),
      max: new Date('9999-12-30T00:00:00Z'),
      noInvalidDate: true,
    }),
    fc.nat(999),
  )
  .map(([at, micros]) => `${at.toISOString().slice(0, -1)}${String(micros).padStart(3, '0')}Z`)

export const anyRow = fc.record(
  {
    text: fc.string().filter((value) => !value.includes('\0')),
    count: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    money: fc.bigInt({ min: 1n - 10n ** 18n, max: 10n ** 18n - 1n }).map(scaled),
    ratio: fc.double({ noNaN: true, noDefaultInfinity: true }),
    flag: fc.boolean(),
    day: instant.map((at) => at.slice(0, 10)),
    at: instant,
  },
  { requiredKeys: [] },
)

export function scaled(unscaled: bigint): string {
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(5, '0')
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`
}
