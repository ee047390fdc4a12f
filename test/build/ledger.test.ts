import { expect, test } from 'vitest'
import { recordResults, recordRun } from '../../jobs/build/ledger.ts'
import { publications } from '../../lakehouse/contracts/ops/publications.ts'
import { qualityResults } from '../../lakehouse/contracts/ops/quality-results.ts'
import { runSteps } from '../../lakehouse/contracts/ops/run-steps.ts'
import { runs } from '../../lakehouse/contracts/ops/runs.ts'
import { readSnapshot } from '../../lakehouse/delta/snapshot.ts'
import { tableIn } from '../../lakehouse/delta/table.ts'
import { openDuckdb } from '../../lakehouse/engines/duckdb/duckdb.ts'
import { publish } from '../../lakehouse/publication.ts'
import { openPublications } from '../../lakehouse/publications.ts'
import { temporaryFolder } from '../engines/temporary-folder.ts'
import { published } from '../lakehouse/published.ts'

const RUNS = 20
const FILES_MAX = 8

test('runs of a year do not leave a file each, and none of them is forgotten', async () => {
  await using folder = await temporaryFolder()
  await using engine = await openDuckdb({ lake: folder.path })
  const result = { table: 't', rule: 'r', severity: 'warn', checked: 1n, failed: 0n } as const
  const steps = [{ table: 't', version: 1, rows: 1n, quarantined: 0n, seconds: 1 }]
  for (let run = 0; run < RUNS; run++) {
    const runId = `run${run}`
    await recordResults(engine, runId, [{ ...result, version: 1 }])
    await publish(engine, published(`p${run}`, new Date(run * 60_000).toISOString()))
    await recordRun(engine, { runId, startedAt: new Date(), publicationId: `p${run}`, steps })
  }
  for (const contract of [qualityResults, publications, runSteps, runs]) {
    const { files } = await readSnapshot(tableIn(engine, folder.path, contract.name))
    expect(files.size).toBeLessThan(FILES_MAX)
    expect((await engine.state(contract))?.rows).toBe(BigInt(RUNS))
  }
  const kept = openPublications(folder.path, { keep: 30, keepAll: 30 })
  await kept.refresh()
  expect(kept.all().map(({ publicationId }) => publicationId)).toEqual(
    Array.from({ length: RUNS }, (_, run) => `p${run}`).toReversed(),
  )
})
