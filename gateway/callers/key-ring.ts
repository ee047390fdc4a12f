import { statSync } from 'node:fs'
import { type ApiKey, hasKeys, keyFolder, listKeys } from './api-keys.ts'

/** A lake's keys as they are on disk, at most a second old. */
export interface KeyRing {
  /** undefined while none was ever made; none when they are gone, so that a lake out of reach lets nobody in. */
  readonly keys: () => Promise<ReadonlyMap<string, ApiKey> | undefined>
}

const FRESH_MS = 1000

export function openKeyRing(lake: string): KeyRing {
  let known: Promise<ReadonlyMap<string, ApiKey> | undefined> | undefined
  let version: number | undefined
  let lookedAt = -Infinity
  let hadKeys = hasKeys(lake)

  return {
    keys() {
      const now = performance.now()
      if (known && now - lookedAt < FRESH_MS) return known
      lookedAt = now
      const changedAt = changeOf(lake)
      if (known && version !== undefined && changedAt === version) return known
      version = changedAt
      hadKeys ||= changedAt !== undefined
      known = hadKeys ? read(lake) : Promise.resolve(undefined)
      // What cannot be read lets nobody in, and is read again.
      known.catch(() => {
        known = undefined
      })
      return known
    },
  }
}

async function read(lake: string): Promise<ReadonlyMap<string, ApiKey>> {
  return new Map((await listKeys(lake)).map((key) => [key.keyId, key]))
}

/** Every change of a key renames a file into the folder. */
function changeOf(lake: string): number | undefined {
  return statSync(keyFolder(lake), { throwIfNoEntry: false })?.mtimeMs
}
