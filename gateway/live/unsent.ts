/** What the subscribers of a process have not taken, all together. */
export interface Unsent {
  /** A subscriber has so many bytes more, or fewer. */
  readonly add: (bytes: number) => void
  /** Whether those that have much of it must go. */
  readonly isTooMuch: () => boolean
}

const BYTES_MAX = 128_000_000

export function openUnsent(): Unsent {
  let bytes = 0
  return {
    add(more) {
      bytes += more
    },
    isTooMuch: () => bytes > BYTES_MAX,
  }
}
