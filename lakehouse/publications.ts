import { bronzeEvents } from './contracts/bronze/events.ts'
import { instantOf } from './instant.ts'
import { type Publication, publicationVersions, publicationAt } from './publication.ts'
import { DAY_MS } from './durations.ts'

/** For how long publications can be read after a later one took their place. */
export interface Keeping {
  /** The last of each day (UTC), days. */
  readonly keep: number
  /** All of them, days; no longer than `keep`. */
  readonly keepAll: number
}

/** A publication among the others of its lake. */
export interface Published extends Publication {
  /** The version of `ops.publications` that holds it: later ones are higher, whatever clocks say. */
  readonly version: number
  /**
   * Until when it can be read, so that every moment of the last `keepAll` days can be asked for, and how each of the last
   * `keep` days ended. Null for the current one, which has no end yet. One that is not served was never current: its tables are kept for
   * `keepAll` days from when it was made.
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

export function openPublications(lake: string, keeping: Keeping): Publications {
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
    shown = withEnds(known, keeping)
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
export async function keptVersions(
  lake: string,
  keeping: Keeping,
): Promise<Map<string, Set<number>>> {
  const publications = openPublications(lake, keeping)
  await publications.refresh()
  const kept = new Map<string, Set<number>>()
  for (const publication of publications.all().filter(isKept)) {
    for (const { table, version } of publication.tables)
      if (table !== bronzeEvents.name)
        kept.set(table, (kept.get(table) ?? new Set()).add(Number(version)))
  }
  return kept
}

export function isKept({ keptUntil }: Pick<Published, 'keptUntil'>): boolean {
  return keptUntil === null || new Date(keptUntil) > new Date()
}

type Versioned = Omit<Published, 'keptUntil'>

/** Of publications, newest first. */
function withEnds(publications: readonly Versioned[], { keep, keepAll }: Keeping): Published[] {
  let next: Versioned | undefined
  return publications.map((publication) => {
    const ended = publication.isServed ? next : publication
    if (publication.isServed) next = publication
    if (ended === undefined) return { ...publication, keptUntil: null }
    const isLastOfDay = dayOf(ended) !== dayOf(publication)
    const kept = isLastOfDay ? keep : Math.min(keepAll, keep)
    return { ...publication, keptUntil: daysAfter(ended.publishedAt, kept) }
  })
}

const dayOf = ({ publishedAt }: Versioned) => publishedAt.slice(0, 10)

const daysAfter = (instant: string, days: number) => instantOf(Date.parse(instant) + days * DAY_MS)
