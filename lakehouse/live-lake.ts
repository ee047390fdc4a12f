import { tmpdir } from 'node:os'
import { type DuckdbOptions, openDuckdb } from './engines/duckdb/duckdb.ts'
import type { CallOptions, Engine, Row } from './engines/engine.ts'
import { isGenerated } from './generated-shop.ts'
import type { LiveAsking, LiveReader } from './live/live-reader.ts'
import { openLiveTables } from './live/live-tables.ts'
import { showOps } from './ops-tables.ts'
import {
  type Keeping,
  type Published,
  type Publications,
  openPublications,
} from './publications.ts'
import type { Sql } from './sql.ts'
import { type Tables, openTables } from './tables.ts'

/** The lake as it is now, whichever publication a request reads. */
export interface LiveLake {
  readonly publications: Publications
  /** Whether new requests read this publication. */
  readonly isCurrent: (publicationId: string) => boolean
  /** Whether simulated orders are sales of a publication's shop. */
  readonly isSimulatedSold: (publication: Pick<Published, 'source'>) => boolean
  readonly tables: Tables
  /** The tables that the processor writes, as they are now. */
  readonly live: (asking?: LiveAsking) => Promise<LiveReader>
  /** Reads the operations' tables at their newest versions, and `ops.quarantined`. */
  readonly rows: (statement: Sql, call?: CallOptions) => Promise<Row[]>
}

export interface LiveLakeOptions extends DuckdbOptions, Pick<LiveLake, 'isCurrent'> {
  readonly serving: Keeping
  /** Of the generated sample, simulated orders are sales unless it says otherwise; of a real shop they never are. */
  readonly stream?: { readonly promoteSimulated?: boolean | undefined }
  /** Where the shop's files are, where they are not made here. */
  readonly source?: { readonly from?: string | undefined }
}

export function openLiveLake({
  serving,
  isCurrent,
  stream,
  source: { from } = {},
  ...settings
}: LiveLakeOptions): LiveLake & AsyncDisposable {
  const { lake } = settings
  let opened: Promise<Engine> | undefined
  /** Only some questions need it. */
  const engine = () =>
    (opened ??= openDuckdb({ scratch: tmpdir(), ...settings }).catch((error: unknown) => {
      opened = undefined
      throw error
    }))
  const reading = {
    rows: async (...call: Parameters<Engine['rows']>) => (await engine()).rows(...call),
  }
  const shown = showOps(lake)

  return {
    publications: openPublications(lake, serving),
    isCurrent,
    isSimulatedSold: ({ source: name }) =>
      isGenerated({ name, from }) && stream?.promoteSimulated !== false,
    tables: openTables(reading, lake),
    live: openLiveTables(reading, lake),
    async rows(...call) {
      const session = await engine()
      await shown(session)
      return await session.rows(...call)
    },
    async [Symbol.asyncDispose]() {
      await (await opened)?.[Symbol.asyncDispose]()
    },
  }
}
