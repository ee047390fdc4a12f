import { expect, test } from 'vitest'
import { liveOrders } from '../../lakehouse/contracts/live/orders.ts'
import { openDuckdb } from '../../lakehouse/engines/duckdb/duckdb.ts'
import { prepareLake } from '../../lakehouse/lake.ts'
import { temporaryFolder } from '../engines/temporary-folder.ts'
import { lakegate } from './lakegate.ts'

test('tables that were written so often that they have a checkpoint are listed too', async () => {
  await using folder = await temporaryFolder()
  const lake = `${folder.path}/lake`
  prepareLake(lake)
  const engine = await openDuckdb({ lake, memoryLimit: '200MB' })
  const none = Object.entries(liveOrders.columns).map(
    ([name, { type }]) => `cast(null as ${type}) as ${name}`,
  )
  for (let commits = 0; commits <= 10; commits++)
    await engine.write(liveOrders, `select ${none.join(', ')} where false`, { mode: 'append' })
  await engine[Symbol.asyncDispose]()
  const ended = await lakegate(['tables', '--lake', lake])
  expect(ended).toMatchObject({ code: 0, out: expect.stringMatching(/live\.orders +10 +0/) })
})
