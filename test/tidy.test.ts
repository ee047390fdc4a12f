import { existsSync } from 'node:fs'
import { glob, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { loadLiveModels, loadModels } from '../jobs/build/model.ts'
import { refuseCycles } from '../jobs/build/relations.ts'
import { bronzeEvents } from '../lakehouse/contracts/bronze/events.ts'
import { CANONICAL_TABLES } from '../lakehouse/contracts/bronze/tables.ts'
import { CLOSED_TABLES, EVENT_TABLES } from '../lakehouse/contracts/live/tables.ts'
import { GOLD_TABLES, SEED_TABLES, SILVER_TABLES } from '../lakehouse/contracts/tables.ts'

const SOURCES =
  '{sdk/*.ts,{bin,bench,commands,gateway,jobs,lakehouse,resolvers,schema,test}/**/*.{ts,mjs,sql}}'

test('every model opens with its table and what one row is', async () => {
  for (const { name, select } of [...(await loadModels()), ...(await loadLiveModels())]) {
    expect(select, name).toMatch(new RegExp(`^-- ${name}: one row per `))
  }
})

test('every model of silver and gold has a contract, and every contract a model', async () => {
  const models = (await loadModels())
    .map(({ name }) => name)
    .filter((name) => /^(silver|gold)\./.test(name))
  const contracts = [...SILVER_TABLES, ...GOLD_TABLES].map(({ name }) => name)
  expect(models.toSorted()).toEqual(contracts.toSorted())
})

test('every model of the stream has a contract, and every such contract a model', async () => {
  const models = (await loadLiveModels()).map(({ name }) => name)
  const contracts = [...EVENT_TABLES, ...CLOSED_TABLES].map(({ name }) => name)
  expect(models.toSorted()).toEqual(contracts.toSorted())
})

test('what a model reads is there, and no model reads itself', async () => {
  const models = await loadModels()
  const given = [
    ...models.map(({ name }) => name),
    ...[...CANONICAL_TABLES, ...SEED_TABLES, bronzeEvents].map(({ name }) => name),
    'run_parameters',
    'run_as_of',
    'run_calendar',
    'run_events',
  ]
  for (const { name, reads } of models)
    expect(given, name).toEqual(expect.arrayContaining([...reads]))
  refuseCycles(models)
})

test('no file is longer than 400 lines', async () => {
  for await (const path of glob(SOURCES)) {
    const lines = (await readFile(path, 'utf8')).split('\n').length
    expect(lines, path).toBeLessThanOrEqual(401)
  }
})

test('the architecture page names paths that exist', async () => {
  const page = await readFile('docs/ARCHITECTURE.md', 'utf8')
  const paths = [...page.matchAll(/`((?:[\w.-]+\/)+[\w.-]*)`/g)].map((match) => match[1]!)
  expect(paths.length).toBeGreaterThan(20)
  expect(paths.filter((path) => !existsSync(path))).toEqual([])
})
