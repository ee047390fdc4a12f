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

const FOLDER = new URL('../models/', import.meta.url)

/** Reads every model of a build; what it reads comes from its body, so it cannot drift from the SQL. */
export function loadModels(): Promise<Model[]> {
  return modelsIn('{staging,silver,gold}')
}

/** Reads the models of the stream: of typed events, and of figures that are closed. */
export function loadLiveModels(): Promise<Model[]> {
  return modelsIn('live')
}

async function modelsIn(layers: string): Promise<Model[]> {
  const models: Model[] = []
  for await (const path of glob(`${layers}/*.sql`, { cwd: FOLDER })) {
    const select = await readFile(new URL(path, FOLDER), 'utf8')
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
