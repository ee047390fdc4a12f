import type { Metadata, Remove } from './action.ts'

/** Settings of a table that is written by many small commits, as other Delta writers heed them too. Source: Delta table properties. */
export const STREAMED = {
  'delta.logRetentionDuration': 'interval 1 days',
  'delta.deletedFileRetentionDuration': 'interval 1 hours',
} as const

/** How long a removed file is remembered by default: vacuum falls back on the file's own time after it. */
const REMOVED_MS = 7 * 24 * 3_600_000

/** How long a removed file is remembered, milliseconds. */
export function removedFileMs(metadata: Metadata): number {
  return ownRemovedFileMs(metadata) ?? REMOVED_MS
}

/** How long a table says that its removed files stay for readers, milliseconds; undefined: it does not say. */
export function ownRemovedFileMs(metadata: Metadata): number | undefined {
  return durationMs(metadata, 'delta.deletedFileRetentionDuration')
}

/** How long commits are kept, milliseconds; undefined: for ever. */
export function commitMs(metadata: Metadata): number | undefined {
  return durationMs(metadata, 'delta.logRetentionDuration')
}

/** Removed files that earlier versions' readers may still need. */
export function remembered(
  tombstones: ReadonlyMap<string, Remove>,
  metadata: Metadata,
): Map<string, Remove> {
  const oldest = Date.now() - removedFileMs(metadata)
  const kept = [...tombstones].filter(
    ([, { deletionTimestamp }]) => (deletionTimestamp ?? 0) > oldest,
  )
  return new Map(kept)
}

const UNITS_MS: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
}

/** `interval 30 days`, as Spark writes it; another form counts as not set. */
function durationMs({ configuration }: Metadata, key: string): number | undefined {
  const [, count, unit] = /^(?:interval )?(\d+) (\w+?)s?$/i.exec(configuration?.[key] ?? '') ?? []
  const unitMs = UNITS_MS[unit?.toLowerCase() ?? '']
  return unitMs === undefined ? undefined : Number(count) * unitMs
}
