import type { Archive } from '../../lakehouse/archive.ts'
import { LakehouseError, type LakehouseErrorCode } from '../../lakehouse/errors.ts'
import type { Published } from '../../lakehouse/publications.ts'
import type { Lease } from '../../lakehouse/serving/held.ts'
import type { Serving } from '../../lakehouse/serving/serving.ts'
import { expired } from '../../resolvers/as-of.ts'
import { refusal } from '../../resolvers/refusal.ts'

export interface Earlier {
  readonly serving: Serving
  readonly archive: Archive
}

/** What says that a version of a table is no longer there. */
const GONE: readonly LakehouseErrorCode[] = [
  'FILE_MISSING',
  'VERSION_NOT_FOUND',
  'TABLE_NOT_FOUND',
  'LOG_CORRUPT',
]

/**
 * Holds an earlier publication, as soon as it can be read.
 *
 * Errors: `PUBLICATION_EXPIRED` where its tables are gone, `NOT_FOUND` where another release made them, `UNAVAILABLE` where
 * `stop` comes first: the file is made all the same, for whoever asks again.
 */
export async function leaseEarlier(
  { serving, archive }: Earlier,
  publication: Published,
  stop: AbortSignal,
): Promise<Lease> {
  const take = () =>
    serving.leaseEarlier(publication.publicationId, () => archive.file(publication))
  // A file that was found may be removed before it is open: the second time it is made.
  const leasing = take().catch((error: unknown) => (isGone(error) ? take() : Promise.reject(error)))
  return await inTime(publication, {
    taking: leasing,
    drop: (lease) => lease[Symbol.dispose](),
    stop,
  })
}

/** Where the file of a publication is, as soon as there is one. Errors: those of `leaseEarlier`. */
export function fileOf(
  { archive }: Pick<Earlier, 'archive'>,
  publication: Published,
  stop: AbortSignal,
): Promise<string> {
  return inTime(publication, { taking: archive.file(publication), drop: () => {}, stop })
}

interface Taking<T> {
  readonly taking: Promise<T>
  /** For what comes too late. */
  readonly drop: (taken: T) => void
  readonly stop: AbortSignal
}

function inTime<T>(publication: Published, { taking, drop, stop }: Taking<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () =>
      reject(
        refusal(
          'UNAVAILABLE',
          `publication ${publication.publicationId} is being made from its tables: ask again in some seconds`,
        ),
      )
    if (stop.aborted) leave()
    else stop.addEventListener('abort', leave, { once: true })
    taking.then(
      (taken) => {
        if (stop.aborted) drop(taken)
        else resolve(taken)
      },
      (error: unknown) => reject(reason(publication, error)),
    )
  })
}

const isGone = (error: unknown) => error instanceof LakehouseError && GONE.includes(error.code)

function reason(publication: Published, error: unknown): unknown {
  if (isGone(error)) {
    return expired(
      publication,
      `cannot be read any more, though it was to be kept until ${publication.keptUntil ?? 'a later one takes its place'}: files of its tables have been deleted`,
    )
  }
  if (error instanceof LakehouseError && error.code === 'SCHEMA_MISMATCH')
    return refusal(
      'NOT_FOUND',
      `publication ${publication.publicationId} was built by another release, whose tables differ: it cannot be read`,
    )
  return error
}
