import { once } from 'node:events'
import { loadConfig } from '../../config.ts'
import { openEventLog } from '../../lakehouse/events/open-event-log.ts'
import { runRecommender } from '../../jobs/stream/recommender.ts'

/** A recommender as a process of its own, of the lake that is named; it ends with its parent. */
const stopping = new AbortController()
void once(process, 'disconnect').then(() => stopping.abort())
const lake = process.argv[2]!
await using log = await openEventLog(lake, loadConfig({ environment: {} }).events)
const report = (line: string) => process.stderr.write(`${line}\n`)
await runRecommender({ log, lake, signal: stopping.signal, report })
