import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nearest } from '../../jobs/sources/nearest.ts'
import { listSources, loadSource } from '../../jobs/sources/source.ts'
import { temporaryFolder } from '../engines/temporary-folder.ts'

test('the sources of the project are found', () => {
  expect(listSources().map(({ name }) => name)).toEqual(['olist', 'sample', 'superstore'])
})

test('a source names what it reads', () => {
  const { mappings, timezone } = loadSource('olist')
  expect(timezone).toBe('America/Sao_Paulo')
  expect(mappings.find(({ file }) => file === 'orders.sql')!.reads).toEqual([
    'bronze.olist_customers',
    'bronze.olist_orders',
  ])
})

test('an unknown source is answered with the known ones', () => {
  expect(() => loadSource('superstor')).toThrow(
    'there is no source "superstor"; did you mean "superstore"?; there are olist, sample, superstore',
  )
})

test('a folder outside may hold sources or be one', async () => {
  await using folder = await temporaryFolder()
  const shop = join(folder.path, 'corner')
  mkdirSync(shop)
  writeFileSync(join(shop, 'orders.sql'), 'select 1;\n')
  expect(loadSource('corner', [folder.path]).mappings).toHaveLength(1)
  expect(loadSource('corner', [shop]).mappings[0]).toMatchObject({
    file: 'orders.sql',
    select: 'select 1',
  })
})

test.each([
  { file: 'source.json', content: '{ "descripton": "" }', message: 'descripton' },
  { file: 'source.json', content: '{', message: 'is not JSON' },
  {
    file: 'order.sql',
    content: 'select 1',
    message: '"order" is no canonical table; did you mean "orders"?',
  },
])('a source with a wrong $file is refused', async ({ file, content, message }) => {
  await using folder = await temporaryFolder()
  writeFileSync(join(folder.path, 'orders.sql'), 'select 1')
  writeFileSync(join(folder.path, file), content)
  const name = folder.path.split('/').at(-1)!
  expect(() => loadSource(name, [folder.path])).toThrow(message)
})

test('the nearest name is one that differs by less than half', () => {
  expect(nearest('ordr', ['orders', 'customers'])).toBe('orders')
  expect(nearest('x', ['orders', 'customers'])).toBeUndefined()
})
