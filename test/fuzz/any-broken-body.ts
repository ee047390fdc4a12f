import * as fc from 'fast-check'
import type { Asked } from './any-document.ts'
import { HASH, extensionsOf } from './persisted.ts'

const nested = (n: number, open: string, close: string) => open.repeat(n) + close.repeat(n)
const depth = fc.constantFrom(2, 100, 5000, 100_000)

/** JSON that is no request, or one of which a part is of another kind. */
const strange: fc.Arbitrary<string> = fc.oneof(
  fc.json(),
  fc.json().map((value) => `{"query":${value}}`),
  fc
    .tuple(fc.constantFrom('variables', 'operationName', 'extensions', 'query', 'x'), fc.json())
    .map(([key, value]) => `{"query":"query a { __typename }","${key}":${value}}`),
  fc
    .json()
    .map(
      (value) =>
        `{"query":"query($w: CustomerFilter, $n: Int, $o: [OrderOrderBy!]) { customers(where: $w, first: $n) { totalCount } orders(orderBy: $o) { totalCount } }","variables":{"w":${value},"n":${value},"o":${value}}}`,
    ),
  depth.map((n) => nested(n, '[', ']')),
  depth.map((n) => nested(n, '{"a":', '}').replace('}', '1}')),
  depth.map((n) => `{"query":"{ __typename }","extensions":{"a":${nested(n, '[', ']')}}}`),
  depth.map(
    (n) =>
      `{"query":"query($w: CustomerFilter) { customers(where: $w) { totalCount } }","variables":{"w":${'{"not":'.repeat(n)}{}${'}'.repeat(n)}}}`,
  ),
  depth.map((n) => `[${Array.from({ length: n }, () => '{"query":"{ __typename }"}').join(',')}]`),
  fc.constantFrom(
    '',
    'null',
    'true',
    '1e999',
    '"{ __typename }"',
    '[]',
    '[null]',
    '{}',
    '{"query":null}',
    '{"query":"{ __typename }","query":"{ nothing }"}',
    '{"query":"{ __typename }","__proto__":{"x":1}}',
    '{"__proto__":{"query":"{ __typename }"}}',
    '{"constructor":{"prototype":{"a":1}},"query":"{ __typename }"}',
    '{"query":"query($n: Int) { topCustomers(first: $n) { name } }","variables":{"__proto__":{"n":1}}}',
    '{"query":"query($n: Int) { topCustomers(first: $n) { name } }","variables":{"n":1e400}}',
    '{"query":"query($n: Int) { topCustomers(first: $n) { name } }","variables":{"n":1234567890123456789012345678901234567890}}',
    '{"query":"query($w: CustomerFilter) { customers(where: $w) { totalCount } }","variables":{"w":{"__proto__":{"search":"a"}}}}',
    '{"query":"query($w: CustomerFilter) { customers(where: $w) { totalCount } }","variables":{"w":{"search":"\\ud800"}}}',
    '{"query":"query($w: StringFilter) { customers(where: {country: $w}) { totalCount } }","variables":{"w":{"in":["\\ud800", "\\u0000", "\\udc00x"]}}}',
    '{"query":"query($i: ID!) { customer(customerId: $i) { name } node(id: $i) { id } }","variables":{"i":"\\ud800"}}',
    '{"query":"query($i: ID!) { customer(customerId: $i) { name } }","variables":{"i":1e21}}',
    '{"query":"query($i: ID!) @asOf(publication: $i) { customer(customerId: $i) { name } }","variables":{"i":"\\u0000"}}',
    '{"query":"{ __typename }","operationName":"__proto__"}',
    '{"extensions":{"persistedQuery":null}}',
    '{"id":"sha256:0"}',
    '\uFEFF{"query":"{ __typename }"}',
    '{"query":"{ __typename }"}}',
    '{"query":"{ __typename }",}',
    "{'query':'{ __typename }'}",
  ),
)

/** With and without a document, and one of another hash. */
const persisted = fc
  .tuple(
    fc.constantFrom(HASH, HASH, HASH.toUpperCase(), '0'.repeat(64), '', '__proto__', 1, null, []),
    fc.constantFrom(1, 2, '1', null),
    fc.constantFrom('', '"query":"{ __typename }",', '"query":null,', '"query":1,'),
  )
  .map(([hash, version, query]) => `{${query}"extensions":${extensionsOf(hash, version)}}`)

/** A valid body of which bytes are lost, put in or changed. */
const mangled = (valid: fc.Arbitrary<Asked>) =>
  fc
    .tuple(valid, fc.nat(), fc.nat(3), fc.uint8Array({ maxLength: 4 }))
    .map(([asked, place, lost, put]) => {
      const body = Buffer.from(JSON.stringify(asked))
      const at = place % body.length
      return Buffer.concat([body.subarray(0, at), put, body.subarray(at + lost)])
    })

const ENCODINGS: BufferEncoding[] = ['utf16le', 'latin1', 'base64']

const encoded = (valid: fc.Arbitrary<Asked>) =>
  fc
    .tuple(valid, fc.constantFrom(...ENCODINGS))
    .map(([asked, encoding]) =>
      encoding === 'base64'
        ? Buffer.from(btoa(encodeURIComponent(JSON.stringify(asked))))
        : Buffer.from(`${JSON.stringify(asked)}é`, encoding),
    )

const notUtf8 = fc
  .constantFrom(
    [0xff],
    [0xc0, 0xaf],
    [0xed, 0xa0, 0x80],
    [0xf8, 0x88, 0x80, 0x80, 0x80],
    [0xe2, 0x82],
  )
  .map((bytes) =>
    Buffer.concat([
      Buffer.from(
        '{"query":"query($i: ID!) { customer(customerId: $i) { name } }","variables":{"i":"',
      ),
      Buffer.from(bytes),
      Buffer.from('"}}'),
    ]),
  )

const LARGE = Buffer.alloc(10_000_000, ' ')

/** Bodies of requests, few of which can be read. */
export const anyBrokenBody = (
  valid: fc.Arbitrary<Asked>,
  document: fc.Arbitrary<string>,
): fc.Arbitrary<Buffer> =>
  fc.oneof(
    { arbitrary: strange.map((text) => Buffer.from(text)), weight: 20 },
    { arbitrary: document.map((query) => Buffer.from(JSON.stringify({ query }))), weight: 30 },
    { arbitrary: persisted.map((text) => Buffer.from(text)), weight: 5 },
    { arbitrary: mangled(valid), weight: 20 },
    { arbitrary: encoded(valid), weight: 5 },
    { arbitrary: notUtf8, weight: 3 },
    { arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)), weight: 5 },
    { arbitrary: fc.constant(LARGE), weight: 1 },
  )
