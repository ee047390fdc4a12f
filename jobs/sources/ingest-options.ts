export interface IngestOptions {
  /** The folder of the shop's raw files. */
  readonly from: string
  readonly runId: string
  /** ISO; the run's own moment. */
  readonly ingestedAt: string
  /** Reads every file again, changed or not. */
  readonly isFull?: boolean
  readonly signal?: AbortSignal
}

/** Options with a folder that goes when the run ends. */
export interface IngestRun extends IngestOptions {
  readonly scratch: string
}
