import type { Publications } from './publications.ts'

/** The lake as it is now, whichever publication a request reads. */
export interface LiveLake {
  readonly publications: Publications
  /** Whether new requests read this publication. */
  readonly isCurrent: (publicationId: string) => boolean
}
