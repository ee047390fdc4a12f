import { DatabaseSync } from 'node:sqlite'
import { LakehouseError } from '../errors.ts'
import { sqliteFailure } from './sqlite-failure.ts'
import { TOPICS } from './topics.ts'

const VERSION = 1

/** A message's id is its partition's slot and its offset, so that each partition lies together, in order. */
const SCHEMA = `
  create table partitions (
    slot integer primary key, topic text not null, partition integer not null,
    first_offset integer not null default 0, next_offset integer not null default 0,
    unique (topic, partition)
  ) strict;
  create table messages (id integer primary key, at integer not null, key text, value text not null) strict;
  pragma user_version = ${VERSION};`

const CREATE_WAIT_MS = 5000
/** A connection that waits stops its whole process. */
const WAIT_MS = 20
const WAL_BYTES_KEPT = 64 * 1024 * 1024

/** Connections to one file: what is written through the one is seen as news by the other. */
export interface SqliteFile extends Disposable {
  readonly writer: DatabaseSync
  readonly reader: DatabaseSync
}

/**
 * Opens the file, makes it where it is not there.
 *
 * Errors: `LakehouseError` `LAKE_UNWRITABLE`, `STORAGE_FULL`; `LOG_CORRUPT` for what is no database; `PROTOCOL_UNSUPPORTED` for
 * one that is no event log, or another version's.
 */
export function openSqliteFile(path: string, partitions: number): SqliteFile {
  const opened: DatabaseSync[] = []
  const connect = (timeout: number) => {
    const database = new DatabaseSync(path, { timeout })
    opened.push(database)
    return database
  }
  const close = () => opened.filter(({ isOpen }) => isOpen).forEach((each) => each.close())
  try {
    const maker = connect(CREATE_WAIT_MS)
    prepare(maker, path)
    addTopics(maker, partitions)
    const [writer, reader] = [connect(WAIT_MS), connect(WAIT_MS)]
    writer.exec(`pragma synchronous = full; pragma journal_size_limit = ${WAL_BYTES_KEPT}`)
    reader.exec('pragma query_only = true')
    maker.close()
    return { writer, reader, [Symbol.dispose]: close }
  } catch (error) {
    close()
    throw sqliteFailure(`the event log ${path}`, error)
  }
}

function prepare(database: DatabaseSync, path: string): void {
  refuseForeign(database, path)
  const mode = database.prepare('pragma journal_mode = wal').get()!['journal_mode']
  if (mode !== 'wal')
    throw new LakehouseError(
      'LAKE_UNWRITABLE',
      `the event log ${path} cannot have a write-ahead log there: name a lake on a local disk with --lake`,
    )
  database.exec('pragma synchronous = full')
  inTransaction(database, () => {
    if (versionOf(database) === 0) database.exec(SCHEMA)
  })
}

function refuseForeign(database: DatabaseSync, path: string): void {
  const version = versionOf(database)
  const isEmpty = database.prepare('select 1 from sqlite_schema').get() === undefined
  if (version === VERSION || (version === 0 && isEmpty)) return
  throw new LakehouseError(
    'PROTOCOL_UNSUPPORTED',
    `${path} is no event log of version ${VERSION} (it has ${version}): move it away, or run the Lakegate that made it`,
  )
}

/** A topic that came later has as many partitions as those that were there. */
function addTopics(database: DatabaseSync, partitions: number): void {
  const known = database.prepare('select max(partition) + 1 as count from partitions').get()
  const count = Number(known?.['count'] ?? partitions)
  const add = database.prepare('insert or ignore into partitions (topic, partition) values (?, ?)')
  inTransaction(database, () => {
    for (const topic of TOPICS)
      for (let partition = 0; partition < count; partition++) add.run(topic, partition)
  })
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('pragma user_version').get()!['user_version'])
}

/** Runs it as the one writer of the file, all or nothing. */
export function inTransaction<Result>(database: DatabaseSync, run: () => Result): Result {
  database.exec('begin immediate')
  try {
    const result = run()
    database.exec('commit')
    return result
  } catch (error) {
    if (database.isTransaction) database.exec('rollback')
    throw error
  }
}
