import { hash } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { LakehouseError } from '../../lakehouse/errors.ts'
import type { Message } from '../../lakehouse/events/event-log.ts'
import { sqliteFailure } from '../../lakehouse/events/sqlite-failure.ts'
import { TOPICS } from '../../lakehouse/events/topics.ts'
import { DAY_MS } from '../../lakehouse/durations.ts'

/** Where a message came, and when the log got it. */
type Arrival = Pick<Message, 'topic' | 'partition' | 'offset' | 'at'>

/**
 * Which event ids came before, on disk: an id belongs to where it came first, so a message that is read again after a crash is
 * no repeat of itself.
 *
 * Errors: `LakehouseError` `STORAGE_FULL`, `LAKE_UNWRITABLE`, `LOG_UNAVAILABLE` for a disk that fails; then what is not saved is
 * lost, and it is to be opened anew.
 */
export interface Seen extends Disposable {
  /** Whether an event's id came first with this message; from now on it did. */
  isFirst(eventId: string, arrival: Arrival): boolean
  /** The same by the id's MD5, hexadecimal. */
  add(eventIdHash: string, arrival: Arrival): void
  /** The last batch whose ids it holds all; 0: none. */
  batch(): number
  /** Keeps what came until now, as the ids of all batches up to this one. */
  save(batch: number): void
  /** The same, safe from power loss once it returns: later ones may be lost, never this one alone. */
  saveDurably(batch: number): void
  /** Forgets a part of the ids that came before an instant, milliseconds since 1970: all of them after 256 calls. */
  prune(before: number): void
}

const SCHEMA = `
  pragma journal_mode = wal;
  pragma synchronous = normal;
  pragma cache_size = -64000;
  create table if not exists seen (
    id blob primary key, slot integer not null, "offset" integer not null, day integer not null
  ) without rowid;
  create table if not exists saved (batch integer not null);`

const PARTITIONS_MAX = 2 ** 20

/** Opens the index in a folder, which it makes; what is broken begins anew, empty. Errors: those of `Seen`. */
export function openSeen(folder: string): Seen {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'seen.db')
  try {
    return openIndex(path)
  } catch (error) {
    if (isOfDisk(error)) throw error
    for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true })
    return openIndex(path)
  }
}

/** What is not the file's fault: to begin anew would not help, and takes what making room does not bring back. */
const isOfDisk = (error: unknown) => error instanceof LakehouseError && error.code !== 'LOG_CORRUPT'

function openIndex(path: string): Seen {
  const told: Told = (run) => {
    try {
      return run()
    } catch (error) {
      throw sqliteFailure(`the index of ids ${path}`, error)
    }
  }
  const database = told(() => new DatabaseSync(path, { timeout: 5000 }))
  try {
    return told(() => seenIn(database, told))
  } catch (error) {
    database.close()
    throw error
  }
}

/** Runs statements; what they throw says which file it is about. */
type Told = <Result>(run: () => Result) => Result

function seenIn(database: DatabaseSync, told: Told): Seen {
  database.exec(SCHEMA)
  const insert = database.prepare('insert into seen values (?, ?, ?, ?) on conflict do nothing')
  const select = database.prepare('select slot, "offset" from seen where id = ?')
  const saved = database.prepare('select max(batch) as batch from saved')
  const remove = database.prepare('delete from seen where id >= ? and id < ? and day < ?')
  let part = 0

  /** Whether it is there now by this arrival. */
  function put(id: Uint8Array, { topic, partition, offset, at }: Arrival): boolean {
    begin()
    const slot = TOPICS.indexOf(topic) * PARTITIONS_MAX + partition
    if (insert.run(id, slot, offset, Math.floor(at / DAY_MS)).changes === 1) return true
    const first = select.get(id)
    return first?.['slot'] === slot && first['offset'] === Number(offset)
  }

  /** A disk that is full ends a transaction by itself. */
  function begin(): void {
    if (!database.isTransaction) database.exec('begin')
  }

  function save(batch: number): void {
    begin()
    database.prepare('delete from saved').run()
    database.prepare('insert into saved values (?)').run(batch)
    database.exec('commit')
  }

  function prune(before: number): void {
    const end = part === 255 ? Buffer.alloc(17, 255) : Buffer.from([part + 1])
    remove.run(Buffer.from([part]), end, Math.floor(before / DAY_MS))
    part = (part + 1) % 256
  }

  return {
    isFirst: (eventId, arrival) =>
      told(() => put(Buffer.from(hash('md5', eventId), 'hex'), arrival)),
    add: (eventIdHash, arrival) => void told(() => put(Buffer.from(eventIdHash, 'hex'), arrival)),
    batch: () => Number(told(() => saved.get())!['batch'] ?? 0),
    save: (batch) => told(() => save(batch)),
    saveDurably: (batch) =>
      told(() => {
        save(batch)
        database.exec('pragma wal_checkpoint(truncate)')
      }),
    prune: (before) => told(() => prune(before)),
    [Symbol.dispose]() {
      // What is not saved is read again.
      if (database.isTransaction) database.exec('rollback')
      database.close()
    },
  }
}
