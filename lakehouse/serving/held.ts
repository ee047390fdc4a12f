import type { ServedPublication } from './publication.ts'
import type { Reading } from './reader.ts'
import type { Snapshot } from './snapshot.ts'

/** One publication, held for one request from its start to its end. */
export interface Lease extends Disposable, Reading {
  readonly publication: ServedPublication
}

/** An open serving file, with the requests that read it. */
export interface Held {
  readonly publication: ServedPublication
  readonly lease: () => Lease
  /** For a file that nobody leases any more from now on: it is let go when its last lease ends. */
  readonly retire: () => Promise<void>
  /** Lets the file go, whoever reads it. */
  readonly close: () => Promise<void>
}

/** `log` gets what letting a file go meets when nobody waits for it. */
export function holding(
  snapshot: Snapshot,
  { onClosed, log }: { readonly onClosed: () => void; readonly log: (line: string) => void },
): Held {
  const { publication, rows, scan } = snapshot
  let leases = 0
  let isRetired = false
  let closing: Promise<void> | undefined
  const close = () => (closing ??= snapshot.detach().finally(onClosed))

  function lease(): Lease {
    leases += 1
    let isHeld = true
    const release = () => {
      if (!isHeld) return
      isHeld = false
      leases -= 1
      if (isRetired && leases === 0)
        close().catch((error: unknown) =>
          log(`publication ${publication.publicationId} stays attached: ${String(error)}`),
        )
    }
    return { publication, rows, scan, [Symbol.dispose]: release }
  }

  return {
    publication,
    lease,
    close,
    async retire() {
      isRetired = true
      if (leases === 0) await close()
    },
  }
}
