import type { Engine } from '../../lakehouse/engines/engine.ts'
import { newestPublication } from '../../lakehouse/publication.ts'
import { JobError } from '../errors.ts'
import type { BuildOptions } from './build.ts'
import { fingerprint } from './fingerprint.ts'
import { isSameVersions, newestVersions, rawVersions } from './versions.ts'

/**
 * The `as_of` of a run that writes only selected tables: that of the newest publication, whose other tables it joins.
 *
 * Errors: `JobError` `SELECTION_UNSAFE` where the selected tables would not fit the others: another shop, other settings, or
 * tables that a run has written since and not published.
 */
export async function selectionMoment(
  engine: Engine,
  { lake, source, parameters }: BuildOptions,
): Promise<string | undefined> {
  const newest = await newestPublication(lake)
  if (newest === undefined) return undefined
  if (newest.source !== source.name)
    throw unsafe(`the lake holds ${newest.source}, not ${source.name}`)
  if (newest.parametersHash !== fingerprint(parameters)) {
    throw unsafe('time zones or business settings are not those of the tables that would stay')
  }
  const tables = [...rawVersions(newest.tables), ...(await newestVersions(engine, []))]
  if (!isSameVersions(newest.tables, tables)) {
    throw unsafe('a run that did not end has written tables since the last publication')
  }
  return newest.asOf
}

function unsafe(reason: string): JobError {
  return new JobError('SELECTION_UNSAFE', `--select: ${reason}: build the whole shop first`)
}
