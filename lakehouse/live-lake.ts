import { tmpdir } from 'node:os'
import type { Contract } from './contracts/contract.ts'
import { runSteps } from './contracts/ops/run-steps.ts'
import { runs } from './contracts/ops/runs.ts'
import { metadataOf } from './delta/schema.ts'
import type { Snapshot } from './delta/snapshot.ts'
import { tableIn } from './delta/table.ts'
import { readIfTable } from './delta/transaction.ts'
import { type DuckdbOptions, openDuckdb } from './engines/duckdb/duckdb.ts'
import { tableSelect } from './engines/duckdb/table-view.ts'
import type { CallOptions, Engine, Row } from './engines/engine.ts'
import type { LiveAsking, LiveReader } from './live/live-reader.ts'
import { openLiveTables } from './live/live-tables.ts'
import { type Published, type Publications, openPublications } from './publications.ts'
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
  /** Reads `ops.runs` and `ops.run_steps` at their newest versions. */
  readonly rows: (statement: Sql, call?: CallOptions) => Promise<Row[]>
}

export interface LiveLakeOptions extends DuckdbOptions, Pick<LiveLake, 'isCurrent'> {
  /** Days for which a publication can be read after a later one took its place. */
  readonly keepDays: number
  /** Default: of the sample alone. */
  readonly stream?: { readonly promoteSimulated?: boolean | undefined }
}

/** The shop whose files are generated, as its events are. */
const SAMPLE = 'sample'

export function openLiveLake({
  keepDays,
  isCurrent,
  stream,
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
  const staged = stagedOps(lake)

  return {
    publications: openPublications(lake, keepDays),
    isCurrent,
    isSimulatedSold: ({ source }) => stream?.promoteSimulated ?? source === SAMPLE,
    tables: openTables(reading, lake),
    live: openLiveTables(reading, lake),
    async rows(...call) {
      const session = await engine()
      await staged(session)
      return await session.rows(...call)
    },
    async [Symbol.asyncDispose]() {
      await (await opened)?.[Symbol.asyncDispose]()
    },
  }
}

const OPS: readonly Contract[] = [runs, runSteps]

/**
 * Brings the operations' tables to their newest versions. Each run appends a small file to them, and a thousand files take a
 * second to read: they are read once a version.
 */
function stagedOps(lake: string): (session: Engine) => Promise<void> {
  const known = new Map<string, Snapshot | undefined>()
  let staging: Promise<void> | undefined

  async function stage(session: Engine, contract: Contract): Promise<void> {
    const { name } = contract
    const table = tableIn(session, lake, name)
    const before = known.get(name)
    const snapshot = await readIfTable(table, before)
    if (known.has(name) && snapshot?.version === before?.version) return
    const nothing = { metadata: metadataOf(contract), files: new Map() }
    await session.stage(name, await tableSelect(table, snapshot ?? nothing))
    known.set(name, snapshot)
  }

  return (session) =>
    (staging ??= Promise.all(OPS.map((contract) => stage(session, contract)))
      .then(() => undefined)
      .finally(() => {
        staging = undefined
      }))
}
