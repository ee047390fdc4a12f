import type { Model } from './model.ts'

/** Forgets each staged select when the last table that needs it is there: what it holds is memory. */
export interface Staged {
  /** A select that several models read is evaluated once. */
  readonly isStaged: (name: string) => boolean
  /** To be called when a table has been written, or stays as it is. */
  readonly release: (table: string) => Promise<void>
}

export function stagedOf(models: readonly Model[], drop: (name: string) => Promise<void>): Staged {
  const readers = Map.groupBy(
    models.flatMap(({ name, reads }) => reads.map((read) => ({ name, read }))),
    ({ read }) => read,
  )
  const namesOfReaders = (name: string) => (readers.get(name) ?? []).map((reader) => reader.name)
  /** Tables that need it, be it through other selects that are not stored. */
  const tablesOf = (name: string): string[] =>
    namesOfReaders(name).flatMap((reader) => (isStored(reader) ? [reader] : tablesOf(reader)))
  const isStaged = (name: string) => !isStored(name) && namesOfReaders(name).length > 1
  const waiting = new Map(
    models.filter(({ name }) => isStaged(name)).map(({ name }) => [name, new Set(tablesOf(name))]),
  )
  return {
    isStaged,
    async release(table) {
      for (const [name, tables] of waiting) {
        if (!tables.delete(table) || tables.size > 0) continue
        waiting.delete(name)
        await drop(name)
      }
    },
  }
}

function isStored(name: string): boolean {
  return !name.startsWith('staging.')
}
