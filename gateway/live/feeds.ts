import { type AlertState, alertStates } from '../../lakehouse/alerts.ts'
import type { EventLog } from '../../lakehouse/events/event-log.ts'
import { liveCommits } from '../../lakehouse/live-commits.ts'
import type { LiveLake } from '../../lakehouse/live-lake.ts'
import type { Serving } from '../../lakehouse/serving/serving.ts'
import type { Picked, Source } from '../../resolvers/following.ts'
import type { Feed, Listener } from './feed.ts'
import { type LogFeed, openLogFeed } from './log-feed.ts'
import { openPolledFeed } from './polled-feed.ts'

export interface Followed {
  /** The folder that holds the tables. */
  readonly folder: string
  readonly lake: LiveLake
  readonly serving: Serving
  readonly openLog: () => Promise<EventLog>
}

/** All that subscriptions can follow. */
export interface Feeds {
  readonly log: LogFeed
  /** Joins what a source is of; it picks what was asked for. */
  readonly join: (source: Source, listener: Listener<Picked>) => Promise<() => void>
}

const PUBLICATIONS_MS = 200
const ALERTS_MS = 1000
const LIVE_MS = 1000

export function openFeeds({ folder, lake, serving, openLog }: Followed): Feeds {
  const log = openLogFeed(openLog)
  const publications = openPolledFeed(PUBLICATIONS_MS, () =>
    newer(
      async () => serving.current(),
      (each) => each?.publicationId,
    ),
  )
  const live = openPolledFeed(LIVE_MS, () =>
    newer(
      () => liveCommits(folder),
      (mark) => mark,
    ),
  )
  const alerts = openPolledFeed(ALERTS_MS, () => newStates(lake))

  return {
    log,
    async join(source, listener) {
      if (source.of === 'log') return await joined(log, listener, source.pick)
      if (source.of === 'alerts') return await joined(alerts, listener, source.pick)
      if (source.of === 'publications')
        return await joined(publications, listener, (root) => root && { root })
      return await joined(live, listener, () => ({ root: {} }))
    },
  }
}

function joined<T>(
  feed: Feed<T>,
  { take, fail }: Listener<Picked>,
  pick: (item: T) => Picked | undefined,
): Promise<() => void> {
  return feed.join({ take: (items) => take(items.flatMap((item) => pick(item) ?? [])), fail })
}

const nameOf = ({ alertId, state }: AlertState) => `${alertId} ${state}`

/** Each state of an alert that is there for the first time. */
async function newStates(lake: LiveLake): Promise<() => Promise<readonly AlertState[]>> {
  const known = new Set((await alertStates(lake)).map(nameOf))
  return async () => {
    const added = (await alertStates(lake)).filter((each) => !known.has(nameOf(each)))
    for (const each of added) known.add(nameOf(each))
    return added
  }
}

/** Gives what is there now whenever its mark differs from the one before. */
async function newer<T>(
  read: () => Promise<T>,
  markOf: (value: T) => string | undefined,
): Promise<() => Promise<readonly T[]>> {
  let last = markOf(await read())
  return async () => {
    const value = await read()
    const mark = markOf(value)
    if (mark === last) return []
    last = mark
    return [value]
  }
}
