import { type TableFacts, factsAt, listTables } from './delta/facts.ts'
import { type Commit, history } from './delta/history.ts'
import { type Field, readFields } from './delta/schema.ts'
import { type Snapshot, readSnapshot } from './delta/snapshot.ts'
import { type Table, tableIn } from './delta/table.ts'
import { instantOf } from './instant.ts'

export interface ColumnInfo {
  readonly name: string
  /** `string`, `bigint`, `decimal(18,4)`; a nested type as Delta has it, JSON. */
  readonly type: string
  readonly isNullable: boolean
  readonly meaning: string
  readonly unit: string | null
}

/** A table at its newest version: what its log says of it. */
export interface TableInfo {
  readonly name: string
  readonly layer: string
  /** What one row is; empty for other writers' tables. */
  readonly description: string
  readonly columns: readonly ColumnInfo[]
  readonly partitionedBy: readonly string[]
  readonly version: bigint
  readonly rows: bigint
  readonly bytes: bigint
  readonly files: number
  /** ISO instant of the newest commit. */
  readonly updatedAt: string
  /** The tables that its newest version was made from, by name. */
  readonly upstream: readonly string[]
  /** The tables whose newest versions were made from it, by name. */
  readonly downstream: readonly string[]
  /** The select that gave its rows; null where no SQL did, or another program wrote it. */
  readonly sql: string | null
}

export interface TableCommit {
  readonly version: bigint
  /** ISO instant. */
  readonly at: string
  /** `WRITE`, `DELETE` …; empty when the writer did not say. */
  readonly operation: string
  readonly rowsAdded: bigint | null
  readonly runId: string | null
}

/** A lake's tables as a process knows them: a version is read once, whoever asks. */
export interface Tables {
  /** By name. Errors: `LakehouseError` `LOG_CORRUPT`, `PROTOCOL_UNSUPPORTED`. */
  readonly all: () => Promise<readonly TableInfo[]>
  /** The newest commits of a table that `all` has given, newest first, at most `count`. */
  readonly history: (
    table: Pick<TableInfo, 'name' | 'version'>,
    count: number,
  ) => Promise<readonly TableCommit[]>
}

interface Known {
  readonly snapshot: Snapshot
  readonly facts: TableFacts
  /** By how many were asked for. */
  readonly histories: Map<number, Promise<readonly TableCommit[]>>
}

export function openTables(engine: Table['engine'], lake: string): Tables {
  const known = new Map<string, Known>()
  let reading: Promise<readonly TableInfo[]> | undefined

  async function readAll(): Promise<readonly TableInfo[]> {
    const names = await listTables(lake)
    const tables = await Promise.all(names.map(newest))
    return infosOf(tables)
  }

  async function newest(name: string): Promise<Known> {
    const table = tableIn(engine, lake, name)
    const before = known.get(name)
    const snapshot = await readSnapshot(table, undefined, before?.snapshot)
    if (before?.snapshot.version === snapshot.version) return before
    const read = { snapshot, facts: await factsAt(table, name, snapshot), histories: new Map() }
    known.set(name, read)
    return read
  }

  return {
    all: () =>
      (reading ??= readAll().finally(() => {
        reading = undefined
      })),
    async history({ name }, count) {
      const { histories } = known.get(name) ?? (await newest(name))
      const asked = histories.get(count) ?? readHistory(tableIn(engine, lake, name), count)
      histories.set(count, asked)
      return await asked
    },
  }
}

async function readHistory({ folder }: Table, count: number): Promise<TableCommit[]> {
  return (await history(folder, count)).map(commitOf)
}

function commitOf({ version, committedAt, operation, metrics, lineage }: Commit): TableCommit {
  const rows = metrics['numOutputRows']
  return {
    version: BigInt(version),
    at: instantOf(Date.parse(committedAt)),
    operation,
    rowsAdded: typeof rows === 'string' && /^\d+$/.test(rows) ? BigInt(rows) : null,
    runId: lineage['runId'] ?? null,
  }
}

function infosOf(tables: readonly Known[]): TableInfo[] {
  const upstreams = new Map(tables.map(({ facts }) => [facts.name, upstreamOf(facts)]))
  return tables.map(({ snapshot: { metadata }, facts }) => ({
    name: facts.name,
    layer: facts.name.slice(0, facts.name.indexOf('.')),
    description: metadata.description ?? '',
    columns: readFields(metadata).map(columnOf),
    partitionedBy: metadata.partitionColumns,
    version: BigInt(facts.version),
    rows: facts.rows,
    bytes: facts.bytes,
    files: facts.files,
    updatedAt: instantOf(Date.parse(facts.updatedAt)),
    upstream: upstreamOf(facts),
    downstream: [...upstreams.keys()].filter((name) => upstreams.get(name)!.includes(facts.name)),
    sql: facts.lineage['sql'] ?? null,
  }))
}

function upstreamOf({ lineage }: TableFacts): string[] {
  return (lineage['upstream'] ?? '').split(' ').filter((name) => name !== '')
}

function columnOf({ name, type, nullable, metadata }: Field): ColumnInfo {
  const { comment, unit } = metadata
  const word = typeof type === 'string' ? type : JSON.stringify(type)
  return {
    name,
    type: word === 'long' ? 'bigint' : word,
    isNullable: nullable,
    meaning: typeof comment === 'string' ? comment : '',
    unit: typeof unit === 'string' ? unit : null,
  }
}
