import { glob, readFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'

/** An SQL file below `jobs/models/`: its path is its table's name. */
export interface Model {
  readonly name: string
  /** The whole file: one select. */
  readonly select: string
  /** Tables, staging views and run views that the body reads. */
  readonly reads: readonly string[]
}

/** Reads every model; what it reads comes from its body, so it cannot drift from the SQL. */
export async function loadModels(
  folder = new URL('../models/', import.meta.url),
): Promise<Model[]> {
  const models: Model[] = []
  for await (const path of glob('*/*.sql', { cwd: folder })) {
    const select = await readFile(new URL(path, folder), 'utf8')
    models.push({
      name: `${dirname(path)}.${basename(path, '.sql')}`,
      select,
      reads: readsOf(select),
    })
  }
  return models.toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** The relations named after `from` and `join`, without the text's own CTEs. */
export function readsOf(select: string): string[] {
  const body = select.replaceAll(/--.*/g, '')
  const named = body.matchAll(
    /\b(?:from|join)\s+((?:bronze|seed|staging|silver|gold)\.\w+|run_\w+)/gi,
  )
  return [...new Set([...named].map((match) => match[1]!.toLowerCase()))].toSorted()
}
