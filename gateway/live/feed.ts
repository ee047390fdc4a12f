/** Who is told of what comes. */
export interface Listener<T> {
  /** At once, in order; what it throws would end the feed for all. */
  readonly take: (items: readonly T[]) => void
  /** Nothing more comes: the feed broke. */
  readonly fail: (error: unknown) => void
}

/** What comes by itself, followed once for all who listen: from the first of them until the last has left. */
export interface Feed<T> {
  /** Everything that comes after this resolves; gives how to leave. Errors: those of beginning to follow. */
  readonly join: (listener: Listener<T>) => Promise<() => void>
}
