import { type Run, runs } from '../lakehouse/runs.ts'
import type { Published } from '../lakehouse/publications.ts'
import type { TableCommit, TableInfo } from '../lakehouse/tables.ts'
import { within } from './bounds.ts'
import type { Connection, PageArguments } from './connection.ts'
import type { Context } from './context.ts'
import { opsReader } from './live-loaders.ts'
import { type Noun, pageOf, pagesOf } from './pages.ts'
import { publicationById } from './publications.ts'

const HISTORY_MAX = 500

/** The latest first. */
const RUNS: Noun<'STARTED_AT'> = {
  noun: 'runs',
  orderBy: [{ by: 'STARTED_AT', direction: 'DESC' }],
}

export interface RunsArguments extends Pick<PageArguments, 'first' | 'after'> {
  readonly job?: string | null | undefined
}

export function runPage(
  { job, ...page }: RunsArguments,
  context: Context,
): Promise<Connection<Run>> {
  return pageOf(pagesOf(opsReader(context), runs, RUNS), { where: { job }, ...page })
}

/** What a run published; null when nothing changed or it failed. */
export async function publicationOfRun(
  { publicationId }: Run,
  context: Context,
): Promise<Published | null> {
  return publicationId === null ? null : await publicationById(publicationId, context)
}

/** A table by its name; null when there is none. */
export async function tableByName(name: string, { lake }: Context): Promise<TableInfo | null> {
  return (await lake.tables.all()).find((table) => table.name === name) ?? null
}

export function tableHistory(
  table: TableInfo,
  first: number,
  { lake }: Context,
): Promise<readonly TableCommit[]> {
  return lake.tables.history(table, within('first', first, HISTORY_MAX))
}
