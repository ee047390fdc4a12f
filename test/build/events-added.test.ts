import * as fc from 'fast-check'
import pLimit from 'p-limit'
import { expect, test } from 'vitest'
import { newestEvents } from '../../jobs/build/events.ts'
import { loadModels } from '../../jobs/build/model.ts'
import { relationsOf } from '../../jobs/build/relations.ts'
import type { Session } from '../../jobs/build/session.ts'
import { loadSource } from '../../jobs/sources/source.ts'
import { bronzeEvents } from '../../lakehouse/contracts/bronze/events.ts'
import { events } from '../../lakehouse/contracts/silver/events.ts'
import { history } from '../../lakehouse/delta/history.ts'
import { tableIn } from '../../lakehouse/delta/table.ts'
import { openDuckdb } from '../../lakehouse/engines/duckdb/duckdb.ts'
import type { Engine, Row } from '../../lakehouse/engines/engine.ts'
import { text } from '../../lakehouse/sql.ts'
import { temporaryFolder } from '../engines/temporary-folder.ts'
import { PARAMETERS } from './shop.ts'
import { tell } from './told.ts'

interface Lake extends AsyncDisposable {
  readonly engine: Engine
  /** Rows and version of `silver.events` after a run. */
  readonly build: (options?: { isFull?: boolean }) => Promise<{ rows: Row[]; version: number }>
  /** How its versions were made, with the rows that were written, the oldest first. */
  readonly writes: () => Promise<string[]>
}

async function openLake(): Promise<Lake> {
  const folder = await temporaryFolder()
  const engine = await openDuckdb({ lake: folder.path })
  const models = (await loadModels()).filter(({ name }) => name === events.name)
  const source = loadSource('sample')
  return {
    engine,
    async build({ isFull = false } = {}) {
      const plan = { models, source, ingested: undefined, parameters: PARAMETERS }
      const read = await newestEvents(engine)
      const session: Session = {
        engine,
        runId: 'run',
        ingestedAt: '2026-11-22T10:00:00Z',
        isFull,
        mayWrite: () => true,
        limit: pLimit(1),
        signal: new AbortController().signal,
        report: () => undefined,
        relation: relationsOf(() => session, { ...plan, events: read }),
      }
      await session.relation(events.name)
      await engine.open(events)
      const rows = await engine.rows(text('select * from silver.events order by event_id'))
      return { rows, version: (await engine.state(events))!.version }
    },
    async writes() {
      const commits = await history(tableIn(engine, folder.path, events.name).folder)
      return commits
        .map(({ operation, metrics }) => `${operation} ${String(metrics['numOutputRows'])}`)
        .toReversed()
    },
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}

const event = (id: number, day: number) => ({
  eventId: `e${id}`,
  eventTs: `2025-04-0${day}T10:00:00Z`,
})

test('whatever came between runs, what is added makes what all of it makes', async () => {
  const came = fc.array(fc.tuple(fc.nat(9), fc.integer({ min: 1, max: 3 })), {
    minLength: 1,
    maxLength: 6,
  })
  const batches = fc.array(fc.record({ came, isBuilt: fc.boolean(), isCompacted: fc.boolean() }), {
    minLength: 1,
    maxLength: 8,
  })
  await fc.assert(
    fc.asyncProperty(batches, async (told) => {
      await using lake = await openLake()
      for (const [i, batch] of told.entries()) {
        const lines = batch.came.map(([id, day]) => event(id, day))
        await tell(lake.engine, lines, BigInt(i + 1))
        if (batch.isCompacted) await lake.engine.compact(bronzeEvents, {})
        if (batch.isBuilt) await lake.build()
      }
      const added = await lake.build()
      expect(added.rows).toEqual((await lake.build({ isFull: true })).rows)
    }),
    { numRuns: 10 },
  )
})

test('a run without new events leaves the table as it is, though their files were put together', async () => {
  await using lake = await openLake()
  for (let batch = 1n; batch <= 8n; batch++)
    await tell(lake.engine, [event(Number(batch), 1)], batch)
  const before = await lake.build()
  expect(await lake.engine.compact(bronzeEvents, {})).toBe(8)
  expect(await lake.build()).toEqual(before)
})

test('runs write what came, not what was there, and put it together now and then', async () => {
  await using lake = await openLake()
  for (let run = 1; run <= 9; run++) {
    await tell(lake.engine, [event(run, 1)], BigInt(run))
    await lake.build()
  }
  const adding = Array.from({ length: 8 }, () => 'WRITE 1')
  expect(await lake.writes()).toEqual([...adding, 'OPTIMIZE undefined', 'WRITE 1'])
})

test('events that were taken out of what was read are taken out', async () => {
  await using lake = await openLake()
  await tell(lake.engine, [event(1, 1), event(2, 1)], 1n)
  await lake.build()
  await lake.engine.open(bronzeEvents)
  await lake.engine.write(bronzeEvents, `select * from bronze.events where event_id <> 'e1'`, {
    mode: 'overwrite',
  })
  await tell(lake.engine, [event(3, 1)], 2n)
  const { rows } = await lake.build()
  expect(rows.map((row) => row['event_id'])).toEqual(['e2', 'e3'])
})
