import { join } from 'node:path'
import type { Config } from '../config.ts'
import { build, type BuildOptions, type BuildOutcome } from '../jobs/build/build.ts'
import { lockLake } from '../jobs/lock.ts'
import { checkResources } from '../jobs/build/resources.ts'
import { keepSample } from '../jobs/sources/sample/keep.ts'
import { loadSource } from '../jobs/sources/source.ts'
import { openDuckdb } from '../lakehouse/engines/duckdb/duckdb.ts'
import { isLake, prepareLake } from '../lakehouse/lake.ts'
import { currentPublication } from '../lakehouse/publication.ts'
import { buildParameters } from './build-parameters.ts'
import { SAMPLE, isGenerated } from '../lakehouse/generated-shop.ts'
import { shopFolder } from './shop-folder.ts'
import { engineSettings } from './engine-settings.ts'

export type BuildRequest = Pick<
  BuildOptions,
  'asOf' | 'selections' | 'isFull' | 'signal' | 'report'
>

/** Builds what the configuration names, alone on its lake. */
export async function runBuild(given: Config, request: BuildRequest): Promise<BuildOutcome> {
  const { lake } = given
  const held = isLake(lake) ? (await currentPublication(lake))?.source : undefined
  // Without a name it is the shop that the lake holds: the sample must not take its place.
  const name = given.source.name ?? held ?? SAMPLE
  const config = { ...given, source: { ...given.source, name } }
  const source = loadSource(name, config.sources)
  prepareLake(lake)
  using _lock = lockLake(lake, 'build')
  checkResources(lake, config.duckdb.memory)
  const from = await folderOf(config, request)
  const parameters = buildParameters(config, source)
  await using engine = await openDuckdb({ lake, ...engineSettings(config) })
  return await build(engine, { ...request, lake, source, from, parameters })
}

async function folderOf(
  { lake, source, sample }: Config,
  { selections, report }: BuildRequest,
): Promise<string> {
  // A selection reads no files.
  if (selections.length > 0) return source.from ?? ''
  const { name = SAMPLE, from } = source
  if (!isGenerated({ name, from })) return shopFolder(name, from)
  const { folder, isNew } = await keepSample({ folder: join(lake, 'raw', 'sample'), ...sample })
  if (isNew)
    report({ kind: 'note', message: `made a sample shop of ${sample.orders} orders in ${folder}` })
  return folder
}
