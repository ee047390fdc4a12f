import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openDuckdb } from '../../lakehouse/engines/duckdb/duckdb.ts'
import type { Engine, Row, Written } from '../../lakehouse/engines/engine.ts'
import { CANONICAL_TABLES } from '../../lakehouse/contracts/bronze/tables.ts'
import { text } from '../../lakehouse/sql.ts'
import { ingest } from '../../jobs/sources/ingest.ts'
import type { IngestOptions } from '../../jobs/sources/ingest-options.ts'
import type { Ingested } from '../../jobs/sources/ingested.ts'
import { mapTable } from '../../jobs/sources/mapping.ts'
import { loadSource } from '../../jobs/sources/source.ts'
import { temporaryFolder } from '../engines/temporary-folder.ts'

export const RUN = { runId: 'run-1', ingestedAt: '2026-01-02T03:04:05.000000Z' } as const

/** A source, named `shop` if nothing else is said, with its raw files and a lake, which all go when the test ends. */
export interface RawShop extends AsyncDisposable {
  readonly engine: Engine
  /** The folder of the raw files. */
  readonly from: string
  readonly give: (path: string, content: string | Buffer) => void
  /** Writes one of the source's own files: `source.json`, `orders.sql`. */
  readonly declare: (path: string, content: string) => void
  readonly ingest: (options?: Partial<IngestOptions>) => Promise<Ingested>
  readonly map: (table: string, ingested: Ingested) => Promise<Written>
  readonly rows: (select: string) => Promise<Row[]>
}

export async function openRawShop(
  files: Readonly<Record<string, string | Buffer>> = {},
  name = 'shop',
): Promise<RawShop> {
  const folder = await temporaryFolder()
  const from = join(folder.path, 'raw')
  const source = join(folder.path, 'sources', name)
  const engine = await openDuckdb({
    lake: join(folder.path, 'lake'),
    memoryLimit: '512MB',
    threads: 2,
  })
  const load = () => loadSource(name, [join(folder.path, 'sources')])
  const shop: RawShop = {
    engine,
    from,
    give: writeIn(from),
    declare: writeIn(source),
    ingest: (options = {}) => ingest(engine, load(), { from, ...RUN, ...options }),
    map: (canonical, ingested) =>
      mapTable(
        engine,
        CANONICAL_TABLES.find(({ table }) => table === canonical)!,
        { source: load(), ingested, ...RUN },
      ),
    rows: (select) => engine.rows(text(select)),
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
  mkdirSync(from, { recursive: true })
  shop.declare('source.json', '{}')
  for (const [path, content] of Object.entries(files)) shop.give(path, content)
  return shop
}

function writeIn(parent: string) {
  return (path: string, content: string | Buffer) => {
    mkdirSync(dirname(join(parent, path)), { recursive: true })
    writeFileSync(join(parent, path), content)
  }
}
