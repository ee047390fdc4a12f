import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openDuckdb } from '../../lakehouse/engines/duckdb/duckdb.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { showOps } from '../../lakehouse/ops-tables.ts'
import { text } from '../../lakehouse/sql.ts'
import { temporaryFolder } from '../engines/temporary-folder.ts'

test('a first look that fails leaves nothing out of the next', async () => {
  await using folder = await temporaryFolder()
  await using engine = await openDuckdb({ lake: folder.path })
  const show = showOps(folder.path)
  const failing: Engine = {
    ...engine,
    async stage() {
      await delay(200)
      throw new Error('out of memory')
    },
  }
  await expect(show(failing)).rejects.toThrow('out of memory')
  await show(engine)
  expect(await engine.rows(text('select count(*) as rows from ops.quarantined'))).toEqual([
    { rows: 0n },
  ])
})
