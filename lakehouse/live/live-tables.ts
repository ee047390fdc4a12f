import { LRUCache } from 'lru-cache'
import { filesWithin } from '../delta/files-within.ts'
import { metadataOf } from '../delta/schema.ts'
import { type Snapshot, readSnapshot } from '../delta/snapshot.ts'
import { type Table, tableIn } from '../delta/table.ts'
import { tableSelect } from '../engines/duckdb/table-view.ts'
import { text } from '../sql.ts'
import { closedTo } from './closed.ts'
import { NO_MOMENT, newestMoment } from './live-moment.ts'
import type { LiveAsking, LiveMoment, LiveReader, LiveTables } from './live-reader.ts'

const atOnce: NonNullable<LiveAsking['inTurn']> = (_statement, stop, run) => run({ signal: stop })

/** Versions of a publication's tables whose logs were read. */
const VERSIONS_MAX = 100

/** Opens the live tables for requests: each finds them at their newest versions, and has them until its end. */
export function openLiveTables(
  engine: Table['engine'],
  lake: string,
): (asking?: LiveAsking) => Promise<LiveReader> {
  const versions = new LRUCache<string, Promise<Snapshot>>({ max: VERSIONS_MAX })
  let newest = NO_MOMENT
  let refreshing: Promise<LiveMoment> | undefined

  async function refresh(): Promise<LiveMoment> {
    refreshing ??= newestMoment(engine, lake, newest).finally(() => {
      refreshing = undefined
    })
    return (newest = await refreshing)
  }

  function snapshotAt(name: string, version: number): Promise<Snapshot> {
    const key = `${name} ${version}`
    const reading = versions.get(key) ?? readSnapshot(tableIn(engine, lake, name), version)
    versions.set(key, reading)
    reading.catch(() => versions.delete(key))
    return reading
  }

  const tableOf =
    ({ snapshots }: LiveMoment): LiveTables['table'] =>
    async (contract, { within, version } = {}) => {
      const { name } = contract
      const found = version === undefined ? snapshots.get(name) : await snapshotAt(name, version)
      const { metadata, files } = found ?? { metadata: metadataOf(contract), files: new Map() }
      const some = within ? filesWithin(files, within) : files
      const select = await tableSelect(tableIn(engine, lake, name), { metadata, files: some })
      return text(`(${select})`)
    }

  return async ({ signal = new AbortController().signal, inTurn = atOnce } = {}) => {
    const moment = await refresh()
    return {
      moment,
      signal,
      tables: (stop) => ({
        state: moment.state,
        table: tableOf(moment),
        closedTo: ({ name }) => closedTo(moment.snapshots.get(name)),
        rows: (statement) => inTurn(statement, stop, (call) => engine.rows(statement, call)),
      }),
    }
  }
}
