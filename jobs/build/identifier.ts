import { randomBytes } from 'node:crypto'

/** Names a run or a publication: `20261122T053000Z-4f2a9c`, sorted by time. */
export function timedIdentifier(at: Date): string {
  const time = at.toISOString().replaceAll(/[-:]|\.\d+/g, '')
  return `${time}-${randomBytes(3).toString('hex')}`
}
