import { join } from 'node:path'
import type { Table } from '../../lakehouse/delta/table.ts'
import { openDuckdb } from '../../lakehouse/engines/duckdb/duckdb.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { saleRows, sales } from '../engines/sales.ts'
import { temporaryFolder } from '../engines/temporary-folder.ts'

export interface LakeWithSales extends AsyncDisposable {
  readonly lake: string
  readonly engine: Engine
  readonly table: Table
  /** A session that has read nothing yet. */
  readonly reopen: () => Promise<Engine>
}

/** A lake whose table `silver.sales` has as many versions as asked; each appends the sale of its own number. */
export async function lakeWith(versions: number): Promise<LakeWithSales> {
  const folder = await temporaryFolder()
  const reopen = () => openDuckdb({ lake: folder.path, memoryLimit: '512MB', threads: 2 })
  const engine = await reopen()
  for (let version = 0; version < versions; version++) {
    await engine.write(sales, saleRows([version, 'a', '1']), { mode: 'append' })
  }
  return {
    engine,
    table: { folder: join(folder.path, 'silver', 'sales'), engine },
    lake: folder.path,
    reopen,
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}
