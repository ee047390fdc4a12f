import type { Frames } from './frames.ts'

/** What a subscriber has not taken yet. */
export interface Backlog {
  /** After something was sent; gives whether too much waits. */
  readonly isTooLong: (sent: Frames, unsentBytes: number) => boolean
}

/** A second of a busy shop, and what a proxy may hold up. */
const FRAMES_MAX = 4096
const BYTES_MAX = 1_000_000

/** Counts frames by how far the bytes went that they are in. */
export function openBacklog(): Backlog {
  const waiting: { readonly endsAt: number; readonly frames: number }[] = []
  let sentBytes = 0
  let frames = 0
  return {
    isTooLong(sent, unsentBytes) {
      sentBytes += sent.payloads.reduce((sum, { length }) => sum + length, 0)
      frames += sent.payloads.length
      waiting.push({ endsAt: sentBytes, frames: sent.payloads.length })
      const takenBytes = sentBytes - unsentBytes
      while (waiting.length > 0 && waiting[0]!.endsAt <= takenBytes)
        frames -= waiting.shift()!.frames
      return frames > FRAMES_MAX || unsentBytes > BYTES_MAX
    },
  }
}
