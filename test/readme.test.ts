import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runBuild } from '../commands/run-build.ts'
import { loadConfig } from '../config.ts'
import type { Gateway } from '../gateway/gateway.ts'
import { ask } from './gateway/ask.ts'
import { serveLake } from './gateway/serve-lake.ts'

const readme = await readFile('README.md', 'utf8')
const shown = [...readme.matchAll(/```graphql\n(.*?)```\n\n```json\n(.*?)```/gs)].map(
  ([, query, answer]) => ({ query: query!, answer: JSON.parse(answer!) }),
)
const end = /LAKEGATE_SAMPLE_END=([\d-]+)/.exec(readme)![1]

const lake = mkdtempSync(join(tmpdir(), 'lakegate-readme-'))
let gateway: Gateway

beforeAll(async () => {
  const config = loadConfig({ environment: { LAKEGATE_LAKE: lake, LAKEGATE_SAMPLE_END: end } })
  const signal = new AbortController().signal
  await runBuild(config, { selections: [], isFull: false, signal, report: () => {} })
  gateway = await serveLake(lake)
})

afterAll(async () => {
  await gateway.close()
  rmSync(lake, { recursive: true })
})

test('the README shows three questions', () => {
  expect(shown).toHaveLength(3)
})

test.each(shown)('an answer in the README is the answer: $query', async ({ query, answer }) => {
  expect((await ask(gateway, query)).data).toEqual(answer)
})
