import { JobError } from '../errors.ts'
import type { Model } from './model.ts'

/**
 * The models that `--select` names: `gold.cohorts` itself, `+gold.cohorts` with every model that it reads,
 * `gold.cohorts+` with all that reads it. Without a selection: every model.
 *
 * Errors: `JobError` `MODEL_NOT_FOUND` with the names that there are.
 */
export function selectModels(models: readonly Model[], selections: readonly string[]): Set<string> {
  if (selections.length === 0) return new Set(models.map((model) => model.name))
  const byName = new Map(models.map((model) => [model.name, model]))
  const selected = new Set<string>()
  for (const selection of selections) {
    const name = selection.replaceAll('+', '')
    if (!byName.has(name)) {
      throw new JobError(
        'MODEL_NOT_FOUND',
        `--select ${selection}: there is no model ${name}; there are ${[...byName.keys()].join(', ')}`,
      )
    }
    selected.add(name)
    if (selection.startsWith('+')) reach(name, upstreamOf(byName), selected)
    if (selection.endsWith('+')) reach(name, downstreamOf(models), selected)
  }
  return selected
}

type Neighbours = (name: string) => readonly string[]

const upstreamOf =
  (models: ReadonlyMap<string, Model>): Neighbours =>
  (name) =>
    models.get(name)!.reads.filter((read) => models.has(read))

const downstreamOf =
  (models: readonly Model[]): Neighbours =>
  (name) =>
    models.filter((model) => model.reads.includes(name)).map((model) => model.name)

function reach(from: string, neighbours: Neighbours, reached: Set<string>): void {
  const visited = new Set<string>()
  const visit = (name: string): void => {
    if (visited.has(name)) return
    visited.add(name)
    reached.add(name)
    neighbours(name).forEach(visit)
  }
  visit(from)
}
