import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { sql } from '../../lakehouse/sql.ts'
import { code } from './sales.ts'

const SLOW = sql`select count(*) as n from range(200000) as a(x) cross join range(200000) as b(y) where x * y % 7 = 3`

export function sessionTests(open: () => Promise<Engine>): void {
  describe('names of a session', () => {
    test('a view follows what it reads; a staged select does not', async () => {
      await using engine = await open()
      await engine.view('staging.source', 'select 1 as x')
      await engine.view('staging.followed', 'select x from staging.source')
      await engine.stage('judged.kept', 'select x from staging.source')
      await engine.view('staging.source', 'select 2 as x')
      expect(await engine.rows(sql`select x from staging.followed`)).toEqual([{ x: 2 }])
      expect(await engine.rows(sql`select x from judged.kept`)).toEqual([{ x: 1 }])
    })

    test('a name may change from view to staged table and back, and is forgotten when dropped', async () => {
      await using engine = await open()
      await engine.view('staging.a', 'select 1 as x')
      await engine.stage('staging.a', 'select 2 as x')
      await engine.view('staging.a', 'select 3 as x')
      expect(await engine.rows(sql`select x from staging.a`)).toEqual([{ x: 3 }])
      await engine.drop('staging.a')
      await expect(engine.rows(sql`select x from staging.a`)).rejects.toEqual(code('QUERY_FAILED'))
      await engine.drop('staging.a')
    })

    test('a name that is changed many times at once has the last definition', async () => {
      await using engine = await open()
      const changes = Array.from({ length: 50 }, (_, x) =>
        engine.view('staging.a', `select ${x} as x`),
      )
      await Promise.all(changes)
      expect(await engine.rows(sql`select x from staging.a`)).toEqual([{ x: 49 }])
    })

    test('statements at the same time see the same names', async () => {
      await using engine = await open()
      await engine.stage('staging.one', 'select 1 as x')
      const all = await Promise.all(
        Array.from({ length: 12 }, () => engine.rows(sql`select x from staging.one`)),
      )
      expect(all).toEqual(Array.from({ length: 12 }, () => [{ x: 1 }]))
    })
  })

  describe('stopping', () => {
    test('a deadline stops the statement, and the engine goes on', async () => {
      await using engine = await open()
      const started = performance.now()
      await expect(engine.rows(SLOW, { deadlineMs: 100 })).rejects.toEqual(code('QUERY_TIMEOUT'))
      expect(performance.now() - started).toBeLessThan(5000)
      expect(await engine.rows(sql`select 1 as x`)).toEqual([{ x: 1 }])
    })

    test.each([0, 1, 50])('a signal that aborts after %i ms stops the statement', async (ms) => {
      await using engine = await open()
      const abort = new AbortController()
      const running = engine.rows(SLOW, { signal: abort.signal })
      setTimeout(() => abort.abort(), ms)
      await expect(running).rejects.toEqual(code('QUERY_CANCELLED'))
    })

    test('a statement whose signal has aborted is never started', async () => {
      await using engine = await open()
      const call = engine.stage('staging.never', 'select 1 as x', { signal: AbortSignal.abort() })
      await expect(call).rejects.toEqual(code('QUERY_CANCELLED'))
      await expect(engine.rows(sql`select x from staging.never`)).rejects.toEqual(
        code('QUERY_FAILED'),
      )
    })

    test('statements that wait for a place stop at their deadline and leave the place to others', async () => {
      await using engine = await open()
      const abort = new AbortController()
      const busy = Array.from({ length: 8 }, () => engine.rows(SLOW, { signal: abort.signal }))
      const waiting = engine.stage('staging.late', 'select 1 as x', { deadlineMs: 50 })
      await expect(waiting).rejects.toEqual(code('QUERY_TIMEOUT'))
      abort.abort()
      expect((await Promise.allSettled(busy)).map(({ status }) => status)).toEqual(
        busy.map(() => 'rejected'),
      )
      await expect(engine.rows(sql`select x from staging.late`)).rejects.toEqual(
        code('QUERY_FAILED'),
      )
    })

    test('whenever callers give up, the statements of the others are answered', async () => {
      await using engine = await open()
      const delays = fc.array(fc.option(fc.nat(12)), { minLength: 10, maxLength: 40 })
      await fc.assert(
        fc.asyncProperty(delays, async (abortAfterMs) => {
          const calls = abortAfterMs.map((ms) => {
            const statement = sql`select count(*) as n from range(200000) as r(x)`
            return ms === null
              ? engine.rows(statement)
              : engine.rows(statement, { signal: AbortSignal.timeout(ms) })
          })
          const outcomes = await Promise.allSettled(calls)
          const kept = outcomes.filter((_, i) => abortAfterMs[i] === null)
          expect(kept.map(({ status }) => status)).toEqual(kept.map(() => 'fulfilled'))
        }),
        { numRuns: 15 },
      )
    })

    test('a select that cannot be read says why', async () => {
      await using engine = await open()
      await expect(engine.rows(sql`selec 1`)).rejects.toMatchObject({
        code: 'QUERY_FAILED',
        message: expect.stringContaining('selec'),
      })
    })
  })
}
