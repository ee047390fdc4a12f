import DataLoader from 'dataloader'

/** A parent, by its key, and the arguments of the field that is asked of it. */
export interface Asking<Parent, Arguments> {
  readonly parent: Parent
  readonly asked: Arguments
}

/** Loads a field with arguments: one call for all parents that ask with the same. */
export function grouped<Parent, Arguments, V>(
  load: (parents: readonly Parent[], asked: Arguments) => Promise<V[]>,
): DataLoader<Asking<Parent, Arguments>, V, string> {
  return new DataLoader(
    async (keys) => {
      const groups = [...Map.groupBy(keys, ({ asked }) => JSON.stringify(asked)).values()]
      const loaded = new Map<Asking<Parent, Arguments>, V>()
      await Promise.all(
        groups.map(async (group) => {
          const parents = group.map(({ parent }) => parent)
          const values = await load(parents, group[0]!.asked)
          group.forEach((key, i) => loaded.set(key, values[i]!))
        }),
      )
      return keys.map((key) => loaded.get(key)!)
    },
    { cacheKeyFn: (key) => JSON.stringify(key) },
  )
}
