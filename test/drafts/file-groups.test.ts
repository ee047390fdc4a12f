import { expect, test } from 'vitest'
import { groupFiles } from '../../jobs/drafts/file-groups.ts'

const ORDERS = ['id', 'date']

/** Files with these headers, as far as grouping looks at them. */
function files(headers: Readonly<Record<string, readonly string[]>>) {
  return Object.entries(headers).map(([path, header]) => ({
    path,
    content: { sha256: '', header, open: () => Promise.reject(new Error('not read')) },
  }))
}

test.each([
  {
    name: 'dated names and one header are one pattern',
    headers: { 'orders_2025-01.csv': ORDERS, 'orders_2025-02.csv': ORDERS },
    groups: [['orders', 'orders_[0-9]*-[0-9]*.csv']],
  },
  {
    name: 'so are names of months',
    headers: { 'vendas-jan.csv': ORDERS, 'vendas-março.csv': ORDERS },
    groups: [['vendas', 'vendas-*.csv']],
  },
  {
    name: 'columns may be in another order, and files of another format',
    headers: { 'a1.csv': ORDERS, 'a2.ndjson.gz': ['date', 'id'] },
    groups: [['a', 'a[0-9]*.csv', 'a[0-9]*.ndjson.gz']],
  },
  {
    name: 'another header is another table, and no pattern takes both',
    headers: { 'r1.csv': ORDERS, 'r2.csv': ORDERS, 'r3.csv': ['sku'] },
    groups: [
      ['r', 'r1.csv', 'r2.csv'],
      ['r3', 'r3.csv'],
    ],
  },
  {
    name: 'a file alone keeps its name',
    headers: { '2019-Oct_first50.csv': ORDERS },
    groups: [['files_2019_oct_first50', '2019-Oct_first50.csv']],
  },
  {
    name: 'folders count, and signs of patterns stand for themselves',
    headers: { 'orders/2025/01.csv': ORDERS, 'orders/2025/02.csv': ORDERS, 'a [1].csv': ['sku'] },
    groups: [
      ['orders', 'orders/[0-9]*/[0-9]*.csv'],
      ['a_1', 'a [[]1].csv'],
    ],
  },
  {
    name: 'two names that become one are told apart',
    headers: { 'a-b.csv': ORDERS, 'a_b.csv': ['sku'] },
    groups: [
      ['a_b', 'a-b.csv'],
      ['a_b_2', 'a_b.csv'],
    ],
  },
])('$name', ({ headers, groups }) => {
  const found = groupFiles(files(headers)).map(({ name, patterns }) => [name, ...patterns])
  expect(found).toEqual(groups)
})
