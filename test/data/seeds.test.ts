import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { seedFiles } from '../../data/generate.ts'

test.each([...seedFiles()])('data/%s is what the libraries give today', async (name, content) => {
  expect(await readFile(new URL(`../../data/${name}`, import.meta.url), 'utf8')).toBe(content)
})

test.each([
  ['brasil', 'BR'],
  ['brazil', 'BR'],
  ['estados unidos', 'US'],
  ['usa', 'US'],
  ['méxico', 'MX'],
  ['espanha', 'ES'],
  ['deu', 'DE'],
  ['polônia', 'PL'],
  ['corea del sur', 'KR'],
  ['eua', 'US'],
  ['england', 'GB'],
])('%s is %s', (spelling, code) => {
  expect(seedFiles().get('countries.csv')).toContain(`\n${spelling},${code}\n`)
})
