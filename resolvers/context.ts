import type { LiveReader } from '../lakehouse/live/live-reader.ts'
import type { EventLog } from '../lakehouse/events/event-log.ts'
import type { LiveLake } from '../lakehouse/live-lake.ts'
import { once } from '../lakehouse/once.ts'
import type { Reader } from '../lakehouse/serving/reader.ts'
import { type LiveLoaders, createLiveLoaders, opsReader } from './live-loaders.ts'
import { type Loaders, createLoaders } from './loaders.ts'
import type { Scope } from './scope.ts'

/** What a caller changed: by which operation, and how much of it; no values. */
export interface Change extends Readonly<Record<string, string | number>> {
  readonly operation: string
}

/** What every resolver receives; made afresh for each request. */
export interface Context {
  /** The publication that the request reads, from its start to its end. */
  readonly reader: Reader
  readonly loaders: Loaders
  /** What the caller may do. */
  readonly scopes: ReadonlySet<Scope>
  /** To be told that personal data is read. */
  readonly notePersonal: () => void
  /** To be told what is changed. */
  readonly noteChange: (change: Change) => void
  /** Where events go; opened where it is needed. Errors: `LakehouseError` `LOG_UNAVAILABLE`, and those of a lake that cannot be written. */
  readonly eventLog: () => Promise<EventLog>
  /** What `@live` fields tell of. */
  readonly lake: LiveLake
  /** The live tables, the same for every field of the request. */
  readonly live: () => Promise<LiveReader>
  readonly liveLoaders: LiveLoaders
}

export function createContext(parts: Omit<Context, 'loaders' | 'live' | 'liveLoaders'>): Context {
  return {
    ...parts,
    loaders: createLoaders(parts.reader),
    live: once(() => parts.lake.live()),
    liveLoaders: createLiveLoaders(opsReader(parts)),
  }
}
