import { graphql } from 'graphql'
import { beforeAll, expect, test } from 'vitest'
import { runSteps } from '../../lakehouse/contracts/ops/run-steps.ts'
import { runs } from '../../lakehouse/contracts/ops/runs.ts'
import { openDuckdb } from '../../lakehouse/engines/duckdb/duckdb.ts'
import { type LiveLake, openLiveLake } from '../../lakehouse/live-lake.ts'
import { schema } from '../../schema/schema.ts'
import { temporaryFolder } from '../engines/temporary-folder.ts'
import { type Fixture, contextOf, openFixture } from '../serving/fixture.ts'

let fixture: Fixture
let lake: LiveLake
let statements = 0

/** 60 runs of two jobs, with two steps each. */
beforeAll(async () => {
  const folder = await temporaryFolder()
  await using engine = await openDuckdb({ lake: folder.path })
  await engine.write(
    runs,
    `select 'r' || lpad(cast(i as varchar), 3, '0') as run_id, if(i % 2 = 0, 'build', 'stream') as job,
      'SUCCEEDED' as status, null as error, null as publication_id,
      timestamptz '2026-11-22 00:00:00+00' + to_hours(cast(i // 4 as integer)) as started_at,
      timestamptz '2026-11-23 00:00:00+00' as finished_at
      from range(60) as each(i)`,
    { mode: 'append' },
  )
  await engine.write(
    runSteps,
    `select 'r' || lpad(cast(i % 60 as varchar), 3, '0') as run_id, 'gold.t' || i as table_name,
      i as version, i as row_count, 0.5 as seconds from range(120) as each(i)`,
    { mode: 'append' },
  )
  const live = openLiveLake({
    lake: folder.path,
    serving: { keep: 30, keepAll: 30 },
    isCurrent: () => true,
  })
  lake = {
    ...live,
    rows: (statement, call) => {
      statements += 1
      return live.rows(statement, call)
    },
  }
  fixture = await openFixture({})
  return async () => {
    await fixture[Symbol.asyncDispose]()
    await live[Symbol.asyncDispose]()
    await folder[Symbol.asyncDispose]()
  }
})

async function run(source: string, of: LiveLake = lake): Promise<unknown> {
  statements = 0
  const contextValue = contextOf({ ...fixture, lake: of })
  const { data, errors } = await graphql({ schema, source, contextValue })
  expect(errors).toBeUndefined()
  return JSON.parse(JSON.stringify(data))
}

test.each([
  { count: 1, field: 'runs { nodes { runId } }' },
  { count: 2, field: 'runs { totalCount nodes { runId } }' },
  { count: 2, field: 'runs(first: 50) { nodes { steps { table } } }' },
  { count: 0, field: 'tables { name columns { name } history { version } }' },
])('$count statements answer $field', async ({ count, field }) => {
  await run(`{ pipeline { ${field} } }`)
  expect(statements).toBe(count)
})

test('runs that began at the same moment have an order too', async () => {
  const data = await run('{ pipeline { runs(first: 6, job: "build") { nodes { runId } } } }')
  expect(data).toEqual({
    pipeline: {
      runs: { nodes: ['r056', 'r058', 'r052', 'r054', 'r048', 'r050'].map((runId) => ({ runId })) },
    },
  })
})

test('a lake on which nothing has run has no runs, until it has', async () => {
  await using folder = await temporaryFolder()
  await using empty = openLiveLake({
    lake: folder.path,
    serving: { keep: 30, keepAll: 30 },
    isCurrent: () => true,
  })
  const query =
    '{ pipeline { runs { totalCount nodes { runId steps { table } } } tables { name } } }'
  expect(await run(query, empty)).toEqual({
    pipeline: { runs: { totalCount: 0, nodes: [] }, tables: [] },
  })
  await using engine = await openDuckdb({ lake: folder.path })
  await engine.write(
    runs,
    `select 'r1' as run_id, 'build' as job, 'FAILED' as status, 'full' as error, null as publication_id,
      timestamptz '2026-11-22 00:00:00+00' as started_at, timestamptz '2026-11-22 00:00:00+00' as finished_at`,
    { mode: 'append' },
  )
  expect(await run(query, empty)).toEqual({
    pipeline: {
      runs: { totalCount: 1, nodes: [{ runId: 'r1', steps: [] }] },
      tables: [{ name: 'ops.runs' }],
    },
  })
})
