import { hash } from 'node:crypto'

/** The partition of a key: the same for every topic, so that a session's events meet. Without a key, any. */
export function partitionOfKey(key: string | null, partitions: number): number {
  if (key === null) return Math.floor(Math.random() * partitions)
  return Number.parseInt(hash('md5', key).slice(0, 8), 16) % partitions
}
