import { bronzeEvents } from './contracts/bronze/events.ts'
import { instantOf } from './instant.ts'
import { type Publication, publicationVersions, publicationAt } from './publication.ts'
import { DAY_MS } from './durations.ts'

/** A publication among the others of its lake. */
export interface Published extends Publication {
  /** The version of `ops.publications` that holds it: later ones are higher, whatever clocks say. */
  readonly version: number
  /**
   * Until when it can be read: `keepDays` after a later one took its place, so that every moment of the last `keepDays`
   * can be asked for. Null for the current one, which has no end yet. One that is not served was never current: its
   * tables are kept for `keepDays` from when it was made.
   */
  readonly keptUntil: string | null
}

/** The publications of a lake, as a process that follows them knows them. */
export interface Publications {
  /** Newest first, as of the last `refresh`. */
  readonly all: () => readonly Published[]
  /** A publication by its key; one that is not known yet is looked for, since another process may have named it. */
  readonly find: (publicationId: string) => Promise<Published | undefined>
  /** Reads the commits that came since. Errors: `LakehouseError` `LOG_CORRUPT`. */
  readonly refresh: () => Promise<void>
}

export function openPublications(lake: string, keepDays: number): Publications {
  let known: readonly Versioned[] = []
  let shown: readonly Published[] = []
  let seen = -1
  let refreshing: Promise<void> | undefined

  async function read(): Promise<void> {
    const versions = await publicationVersions(lake)
    const newest = versions.at(-1) ?? -1
    if (newest === seen) return
    // A lake that was removed and built anew starts again.
    const isAnew = newest < seen
    const added: Versioned[] = []
    for (const version of versions.filter((each) => isAnew || each > seen)) {
      const publication = await publicationAt(lake, version)
      if (publication) added.unshift({ ...publication, version })
    }
    known = isAnew ? added : [...added, ...known]
    shown = withEnds(known, keepDays)
    seen = newest
  }

  const refresh = () =>
    (refreshing ??= read().finally(() => {
      refreshing = undefined
    }))
  const named = (publicationId: string) =>
    shown.find((publication) => publication.publicationId === publicationId)

  return {
    all: () => shown,
    refresh,
    async find(publicationId) {
      if (!named(publicationId)) await refresh()
      return named(publicationId)
    },
  }
}

/**
 * The versions, by table, of every publication that is kept: what must stay readable.
 *
 * Those of `bronze.events` are left out: the stream forgets them after a day, and `silver.events` has what a publication read.
 */
export async function keptVersions(lake: string, keepDays: number): Promise<Map<string, number[]>> {
  const publications = openPublications(lake, keepDays)
  await publications.refresh()
  const kept = new Map<string, number[]>()
  for (const publication of publications.all().filter(isKept)) {
    for (const { table, version } of publication.tables)
      if (table !== bronzeEvents.name)
        kept.set(table, [...(kept.get(table) ?? []), Number(version)])
  }
  return kept
}

export function isKept({ keptUntil }: Pick<Published, 'keptUntil'>): boolean {
  return keptUntil === null || new Date(keptUntil) > new Date()
}

type Versioned = Omit<Published, 'keptUntil'>

/** Of publications, newest first. */
function withEnds(publications: readonly Versioned[], keepDays: number): Published[] {
  let next: Versioned | undefined
  return publications.map((publication) => {
    const ended = publication.isServed ? next : publication
    if (publication.isServed) next = publication
    return { ...publication, keptUntil: ended ? daysAfter(ended.publishedAt, keepDays) : null }
  })
}

const daysAfter = (instant: string, days: number) => instantOf(Date.parse(instant) + days * DAY_MS)
