import * as fc from 'fast-check'
import type { Asked } from './any-document.ts'

const times = (count: number, text: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join(' ')

const size = fc.constantFrom(2, 20, 200, 2000, 20_000)

/** Fragments that are spread twice in one another: 2ⁿ fields if they were written out. */
const doubling = (n: number) =>
  `{ ...f0 } ${times(n, (i) => `fragment f${i} on Query { ...f${i + 1} ...f${i + 1} }`)} fragment f${n} on Query { __typename }`

/** The same of objects, so that fields are merged at every level. */
const doublingDeep = (n: number) =>
  `{ categories { ...f0 } } ${times(n, (i) => `fragment f${i} on Category { parent { ...f${i + 1} } a: parent { ...f${i + 1} } }`)} fragment f${n} on Category { name }`

const circle = (n: number) =>
  `{ customers { nodes { ...f0 } } } ${times(n, (i) => `fragment f${i} on Customer { name ...f${(i + 1) % n} }`)}`

const nested = (n: number) => `{ categories { ${'parent { '.repeat(n)}name${' }'.repeat(n)} } }`

const LARGE = [
  '1e400',
  '-1e400',
  '1'.repeat(400),
  '9'.repeat(5000),
  '0x10',
  '1.',
  '.5',
  '00',
  '-',
  '1e',
  'NaN',
]

/** Documents that are large, endless, of other schemas or of none. */
const whole: fc.Arbitrary<string> = fc.oneof(
  size.map((n) => doubling(Math.min(n, 500))),
  size.map((n) => doublingDeep(Math.min(n, 200))),
  size.map((n) => circle(Math.min(n, 500))),
  size.map(nested),
  size.map((n) => '{'.repeat(n)),
  size.map((n) => `{ ${times(n, () => '__typename')} }`),
  size.map((n) => `{ ${times(n, (i) => `a${i}: customers { totalCount }`)} }`),
  size.map((n) => `{ ${times(n, (i) => `a: customers(first: ${i + 1}) { totalCount }`)} }`),
  size.map((n) => `{ customers { ${times(n, () => 'nodes { name }')} } }`),
  size.map((n) => `{ __typename ${times(n, () => '@skip(if: false)')} }`),
  size.map((n) => `{ __typename ${times(n, (i) => `@unknown${i}`)} }`),
  size.map((n) => `{ ${times(n, (i) => `nothing${i}`)} }`),
  size.map((n) => `query (${times(n, (i) => `$v${i}: Int`)}) { __typename }`),
  size.map((n) => `{ customers(where: ${'{ not: '.repeat(n)}{}${' }'.repeat(n)}) { totalCount } }`),
  size.map((n) => `{ customers(where: { or: ${'['.repeat(n)}${']'.repeat(n)} }) { totalCount } }`),
  size.map((n) => `{ nodes(ids: [${times(n, () => '"a",')}]) { id } }`),
  size.map((n) => `{ customer(customerId: "${'\\u0000'.repeat(n)}") { name } }`),
  size.map((n) => `{ customer(customerId: """${'\n '.repeat(n)}""") { name } }`),
  size.map((n) => `# ${'x'.repeat(n)}`),
  size.map((n) => `{ ${times(n, () => '... { ')} __typename ${'}'.repeat(n)} }`),
  size.map(
    (n) => `{ __schema { types { ${'fields { type { '.repeat(n)} name ${'} }'.repeat(n)} } } }`,
  ),
  fc.constantFrom(...LARGE).map((n) => `{ customers(first: ${n}) { totalCount } }`),
  fc.constantFrom(...LARGE).map((n) => `{ operations { lowRatedProducts(below: ${n}) { name } } }`),
  fc
    .constantFrom(...LARGE)
    .map((n) => `{ products(where: { price: { gt: ${n} } }) { totalCount } }`),
  fc.constantFrom(
    '',
    ' ',
    '{}',
    '{ }',
    'null',
    'query',
    'mutation { dropEverything }',
    'mutation { __typename }',
    'subscription { publicationMade { asOf } }',
    'subscription { __typename }',
    'type Query { a: Int }',
    'fragment f on Query { __typename }',
    '{ ...missing }',
    '{ ... on Missing { a } }',
    '{ __proto__ }',
    '{ constructor: __typename }',
    '{ __proto__: __typename toString: __typename }',
    'query __proto__ { __typename }',
    'query ($__proto__: Int = 1) { topCustomers(first: $__proto__) { name } }',
    '{ customers(where: { __proto__: {} }) { totalCount } }',
    'query ($a: Missing) { __typename }',
    'query ($a: Customer) { __typename }',
    'query ($a: [[[[Int]]]]) { __typename }',
    'query ($a: Int = $a) { __typename }',
    'query a { __typename } query a { __typename }',
    '{ a: __typename } { b: __typename }',
    'query @asOf { __typename }',
    'query @asOf(time: "2026-02-30T00:00Z") { __typename }',
    'query @asOf(time: "9999-12-31T23:59:59Z", publication: "a") { __typename }',
    'query @asOf(publication: "../../etc/passwd") { __typename }',
    'query @asOf(publication: "") @asOf(publication: "a") { __typename }',
    'query ($t: DateTime) @asOf(time: $t) { __typename }',
    '{ __typename @defer }',
    '{ ... @defer { __typename } }',
    '{ categories @stream { name } }',
    '{ __type(name: "Customer") { fields { name } } }',
    '\uFEFF{ __typename }',
    '{ __typename }\u0000',
    '{ customers { nodes { name(a: 1) } } }',
    '{ customers }',
    '{ __typename { a } }',
  ),
)

const WORD = /\w+|"(?:[^"\\]|\\.)*"|\S/g

/** A valid document of which one word is lost, doubled or another. */
const changed = (valid: fc.Arbitrary<Asked>) =>
  fc
    .tuple(
      valid,
      fc.nat(),
      fc.constantFrom('', '{', '}', '$', '@', '!', '...', '"', 'null', '[', '1.5', 'on', 'x', '\\'),
    )
    .map(([{ query }, at, other]) => {
      const words = [...query.matchAll(WORD)].map(([word]) => word)
      return words.with(at % words.length, other).join(' ')
    })

/** Documents of which few are valid. */
export const anyBrokenDocument = (valid: fc.Arbitrary<Asked>): fc.Arbitrary<string> =>
  fc.oneof(
    { arbitrary: changed(valid), weight: 2 },
    { arbitrary: whole, weight: 2 },
    { arbitrary: fc.string({ unit: 'binary' }), weight: 1 },
  )
