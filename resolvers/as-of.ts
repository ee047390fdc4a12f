import type { GraphQLError } from 'graphql'
import { type Published, type Publications, isKept } from '../lakehouse/publications.ts'
import { badInput, refusal } from './refusal.ts'

/** A publication as a caller names it: its key, or an instant at which it was the current one. */
export interface AsOf {
  readonly by: 'time' | 'publication'
  readonly value: string
}

/**
 * The publication that a caller asks for.
 *
 * Errors: `NOT_FOUND`; `BAD_USER_INPUT` for one that was never served; `PUBLICATION_EXPIRED`.
 */
export async function publicationAsOf(
  { by, value }: AsOf,
  publications: Publications,
): Promise<Published> {
  const publication = await (by === 'time' ? at : named)(value, publications)
  if (isKept(publication)) return publication
  throw expired(publication, `was kept until ${publication.keptUntil}`)
}

/** `reason` goes on from "publication p1". */
export function expired({ publicationId, keptUntil }: Published, reason: string): GraphQLError {
  return refusal('PUBLICATION_EXPIRED', `publication ${publicationId} ${reason}`, { keptUntil })
}

async function at(time: string, publications: Publications): Promise<Published> {
  const served = publications.all().filter(({ isServed }) => isServed)
  const found = served.find(({ publishedAt }) => Date.parse(publishedAt) <= Date.parse(time))
  if (found) return found
  throw refusal(
    'NOT_FOUND',
    `nothing had been published at ${time}: the first publication is of ${served.at(-1)?.publishedAt ?? 'a later time'}`,
  )
}

async function named(publicationId: string, publications: Publications): Promise<Published> {
  const found = await publications.find(publicationId)
  if (!found)
    throw refusal(
      'NOT_FOUND',
      `there is no publication ${JSON.stringify(publicationId)}: publications { nodes { publicationId } } lists them`,
    )
  if (found.isServed) return found
  throw badInput(
    `publication ${publicationId} cannot be read: a check of severity fail did not hold, so it was never served`,
  )
}
