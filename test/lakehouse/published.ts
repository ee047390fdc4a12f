import type { Publication } from '../../lakehouse/publication.ts'
import { PUBLICATION } from '../serving/fixture.ts'

/** A publication of no tables. */
export function published(
  publicationId: string,
  publishedAt: string,
  others: Partial<Publication> = {},
): Publication {
  return {
    ...PUBLICATION,
    publicationId,
    publishedAt,
    source: 'testshop',
    parametersHash: 'h1',
    isServed: true,
    tables: [],
    ...others,
  }
}
