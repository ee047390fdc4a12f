import { existsSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { GOLD_TABLES, SILVER_TABLES } from '../../lakehouse/contracts/tables.ts'
import { type Publication, servedPublications, servingFile } from '../../lakehouse/publication.ts'
import { writeServingFile } from '../../lakehouse/serving/write.ts'
import type { Session } from './session.ts'

/** Files that stay beside the current one, for gateways that are about to switch. */
const FILES_KEPT = 3

/** Writes the file that gateways open, unless it is there; every served table is open. */
export async function keepServingFile(
  { engine, signal }: Pick<Session, 'engine' | 'signal'>,
  lake: string,
  publication: Publication,
): Promise<void> {
  const path = servingFile(lake, publication.publicationId)
  if (existsSync(path)) return
  await mkdir(join(lake, 'serving'), { recursive: true })
  const contracts = [...SILVER_TABLES, ...GOLD_TABLES]
  await writeServingFile(engine, { path, publication, contracts }, { signal })
}

/**
 * Removes all files but those of the newest publications, and what killed builds left. Gateways keep files of earlier ones
 * in a folder of their own.
 *
 * A gateway that still reads a removed file keeps it until it lets go.
 */
export async function removeOldServingFiles(lake: string): Promise<void> {
  const served = await servedPublications(lake, FILES_KEPT)
  const kept = new Set(served.map(({ publicationId }) => servingFile(lake, publicationId)))
  const folder = join(lake, 'serving')
  const entries = await readdir(folder, { withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map(({ name }) => join(folder, name))
  const stale = paths.filter((path) => !kept.has(path))
  await Promise.all(stale.map((path) => rm(path, { force: true })))
}
