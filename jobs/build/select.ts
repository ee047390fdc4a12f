import { JobError } from '../errors.ts'
import type { Model } from './model.ts'

/**
 * The models that `--select` names: `gold.cohorts` itself, `+gold.cohorts` with all that it reads,
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
    if (selection.startsWith('+')) reach(name, (at) => byName.get(at)?.reads ?? [], selected)
    if (selection.endsWith('+'))
      reach(
        name,
        (at) => models.filter((model) => model.reads.includes(at)).map((model) => model.name),
        selected,
      )
  }
  return selected
}

function reach(
  from: string,
  next: (name: string) => readonly string[],
  reached: Set<string>,
): void {
  const visited = new Set<string>()
  const visit = (name: string): void => {
    if (visited.has(name)) return
    visited.add(name)
    reached.add(name)
    next(name).forEach(visit)
  }
  visit(from)
}
