import { setInterval } from 'node:timers/promises'
import { LakehouseError } from './errors.ts'
import { servingFile } from './publication.ts'
import type { Publications } from './publications.ts'
import type { Serving } from './serving/serving.ts'

/** Half of what a running process may take to see a publication, with room for a slow disk. */
const POLL_MS = 500

export interface Following {
  readonly stop: () => Promise<void>
}

interface Followed {
  readonly lake: string
  readonly publications: Publications
  readonly log: (line: string) => void
}

/**
 * Opens a lake's newest publication, if there is one, and each later one as it comes.
 *
 * Errors: `LakehouseError` when the first look fails; later failures go to `log`, and the publication before stays.
 */
export async function follow(
  serving: Serving,
  { lake, publications, log }: Followed,
): Promise<Following> {
  await look()
  const stopping = new AbortController()
  const looking = keepLooking()

  async function keepLooking(): Promise<void> {
    let last = ''
    for await (const _ of setInterval(POLL_MS, undefined, { signal: stopping.signal })) {
      const failure = await look().then(() => '', String)
      if (failure !== '' && failure !== last)
        log(`the newest publication cannot be opened: ${failure}`)
      last = failure
    }
  }

  async function look(): Promise<void> {
    await publications.refresh()
    const newest = publications.all().find(({ isServed }) => isServed)
    if (!newest || newest.publicationId === serving.current()?.publicationId) return
    const path = servingFile(lake, newest.publicationId)
    await serving.publish(path).catch((cause: unknown) => {
      throw notOpened(path, cause)
    })
  }

  return {
    async stop() {
      stopping.abort()
      await looking.catch((error: unknown) => {
        if (!(error instanceof Error && error.name === 'AbortError')) throw error
      })
    },
  }
}

/** The tables that it was made from may well be whole. */
function notOpened(path: string, cause: unknown): unknown {
  if (!(cause instanceof LakehouseError)) return cause
  return new LakehouseError(
    cause.code,
    `${path} cannot be opened; lakegate build --full makes it again from the shop's files: ${cause.message}`,
    { cause },
  )
}
