import { mkdirSync, statfsSync } from 'node:fs'
import process from 'node:process'
import { JobError } from '../errors.ts'

/** Free space below which no build is begun: the sample with its scratch needs a tenth of it. */
const DISK_BYTES_MIN = 500_000_000
/** What Node and the buffers outside the engine's own limit need. */
const MEMORY_BYTES_BESIDE = 300_000_000

/** Errors: `JobError` `DISK_LOW`, `MEMORY_LOW`, before anything is written. */
export function checkResources(lake: string, memoryLimit: string): void {
  mkdirSync(lake, { recursive: true })
  const { bavail, bsize } = statfsSync(lake)
  const freeBytes = bavail * bsize
  if (freeBytes < DISK_BYTES_MIN) {
    throw new JobError(
      'DISK_LOW',
      `${lake}: ${megabytes(freeBytes)} are free on its disk, a build needs ${megabytes(DISK_BYTES_MIN)}: free some, or name another folder with --lake`,
    )
  }
  const needed = bytesOf(memoryLimit) + MEMORY_BYTES_BESIDE
  const available = process.availableMemory()
  if (available < needed) {
    throw new JobError(
      'MEMORY_LOW',
      `${megabytes(available)} of memory are available, a build with duckdb.memory ${memoryLimit} needs ${megabytes(needed)}: set LAKEGATE_DUCKDB_MEMORY lower, or end other programs`,
    )
  }
}

function bytesOf(size: string): number {
  return Number.parseInt(size) * (size.endsWith('GB') ? 1e9 : 1e6)
}

function megabytes(bytes: number): string {
  return `${Math.floor(bytes / 1e6)} MB`
}
