import { hash } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Message } from '../../lakehouse/events/event-log.ts'
import { TOPICS } from '../../lakehouse/events/topics.ts'
import { DAY_MS } from '../../lakehouse/durations.ts'

/** Where a message came, and when the log got it. */
type Arrival = Pick<Message, 'topic' | 'partition' | 'offset' | 'at'>

/**
 * Which event ids came before, on disk: an id belongs to where it came first, so a message that is read again after a crash is
 * no repeat of itself.
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

/** Opens the index in a folder, which it makes; what is broken begins anew, empty. */
export function openSeen(folder: string): Seen {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'seen.db')
  try {
    return seenIn(openDatabase(path))
  } catch {
    for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true })
    return seenIn(openDatabase(path))
  }
}

function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 5000 })
  try {
    database.exec(SCHEMA)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function seenIn(database: DatabaseSync): Seen {
  const insert = database.prepare('insert into seen values (?, ?, ?, ?) on conflict do nothing')
  const select = database.prepare('select slot, "offset" from seen where id = ?')
  const saved = database.prepare('select max(batch) as batch from saved')
  const remove = database.prepare('delete from seen where id >= ? and id < ? and day < ?')
  let part = 0
  let isOpen = false

  /** Whether it is there now by this arrival. */
  function put(id: Uint8Array, { topic, partition, offset, at }: Arrival): boolean {
    if (!isOpen) database.exec('begin')
    isOpen = true
    const slot = TOPICS.indexOf(topic) * PARTITIONS_MAX + partition
    if (insert.run(id, slot, offset, Math.floor(at / DAY_MS)).changes === 1) return true
    const first = select.get(id)
    return first?.['slot'] === slot && first['offset'] === Number(offset)
  }

  function commit(): void {
    if (isOpen) database.exec('commit')
    isOpen = false
  }

  function save(batch: number): void {
    if (!isOpen) database.exec('begin')
    isOpen = true
    database.prepare('delete from saved').run()
    database.prepare('insert into saved values (?)').run(batch)
    commit()
  }

  return {
    isFirst: (eventId, arrival) => put(Buffer.from(hash('md5', eventId), 'hex'), arrival),
    add: (eventIdHash, arrival) => void put(Buffer.from(eventIdHash, 'hex'), arrival),
    batch: () => Number(saved.get()!['batch'] ?? 0),
    save,
    saveDurably(batch) {
      save(batch)
      database.exec('pragma wal_checkpoint(truncate)')
    },
    prune(before) {
      const end = part === 255 ? Buffer.alloc(17, 255) : Buffer.from([part + 1])
      remove.run(Buffer.from([part]), end, Math.floor(before / DAY_MS))
      part = (part + 1) % 256
    },
    [Symbol.dispose]() {
      // What is not saved is read again.
      if (isOpen) database.exec('rollback')
      database.close()
    },
  }
}
