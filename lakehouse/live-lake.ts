import { tmpdir } from 'node:os'
import type { Contract } from './contracts/contract.ts'
import { runSteps } from './contracts/ops/run-steps.ts'
import { runs } from './contracts/ops/runs.ts'
import { metadataOf } from './delta/schema.ts'
import { tableIn } from './delta/table.ts'
import { type DuckdbOptions, openDuckdb } from './engines/duckdb/duckdb.ts'
import { tableSelect } from './engines/duckdb/table-view.ts'
import type { CallOptions, Engine, Row } from './engines/engine.ts'
import { type Publications, openPublications } from './publications.ts'
import type { Sql } from './sql.ts'
import { type Tables, openTables } from './tables.ts'

/** The lake as it is now, whichever publication a request reads. */
export interface LiveLake {
  readonly publications: Publications
  /** Whether new requests read this publication. */
  readonly isCurrent: (publicationId: string) => boolean
  readonly tables: Tables
  /** Reads `ops.runs` and `ops.run_steps` at their newest versions. */
  readonly rows: (statement: Sql, call?: CallOptions) => Promise<Row[]>
}

export interface LiveLakeOptions extends DuckdbOptions, Pick<LiveLake, 'isCurrent'> {
  /** Days for which a publication can be read after a later one took its place. */
  readonly keepDays: number
}

const OPS: readonly Contract[] = [runs, runSteps]
const NO_TABLE = -1

export function openLiveLake({
  keepDays,
  isCurrent,
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
  const versions = new Map<string, number>()

  async function openOps(): Promise<Engine> {
    const session = await engine()
    for (const contract of OPS) {
      const { version } = (await session.state(contract)) ?? { version: NO_TABLE }
      if (version === versions.get(contract.name)) continue
      await (version === NO_TABLE ? openEmpty(session, contract) : session.open(contract, version))
      versions.set(contract.name, version)
    }
    return session
  }

  return {
    publications: openPublications(lake, keepDays),
    isCurrent,
    tables: openTables({ rows: async (...call) => (await engine()).rows(...call) }, lake),
    rows: async (...call) => (await openOps()).rows(...call),
    async [Symbol.asyncDispose]() {
      await (await opened)?.[Symbol.asyncDispose]()
    },
  }

  /** Nothing has run yet. */
  async function openEmpty(session: Engine, contract: Contract): Promise<void> {
    const table = tableIn(session, lake, contract.name)
    const nothing = { metadata: metadataOf(contract), files: new Map() }
    await session.view(contract.name, await tableSelect(table, nothing))
  }
}
