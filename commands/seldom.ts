import type { StreamEvent } from '../jobs/stream/run-processor.ts'

/** Between two times that the same note is told. */
const AGAIN_MS = 60_000

/** Leaves out notes that were told within the last minute: what fails again and again says the same. */
export function seldom(report: (event: StreamEvent) => void): (event: StreamEvent) => void {
  const told = new Map<string, number>()
  return (event) => {
    if (event.kind === 'note') {
      const now = performance.now()
      for (const [message, at] of told) if (now - at >= AGAIN_MS) told.delete(message)
      if (told.has(event.message)) return
      told.set(event.message, now)
    }
    report(event)
  }
}
