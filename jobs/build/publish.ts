import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { CANONICAL_TABLES } from '../../lakehouse/contracts/bronze/tables.ts'
import type { Contract } from '../../lakehouse/contracts/contract.ts'
import { quarantineOf } from '../../lakehouse/contracts/quarantine.ts'
import { GOLD_TABLES, SEED_TABLES, SILVER_TABLES } from '../../lakehouse/contracts/tables.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import {
  type Publication,
  newestPublication,
  publish,
  servingFile,
} from '../../lakehouse/publication.ts'
import type { TableVersion } from '../../lakehouse/serving/publication.ts'
import { writeServingFile } from '../../lakehouse/serving/write.ts'
import type { Ingested } from '../sources/ingested.ts'
import type { Source } from '../sources/source.ts'
import type { BuildOutcome } from './build.ts'
import { checkTable, type CheckResult } from './check.ts'
import { fingerprint } from './fingerprint.ts'
import { timedIdentifier } from './identifier.ts'
import { recordRun, type RunRecord } from './ledger.ts'
import type { Model } from './model.ts'
import type { Parameters } from './parameters.ts'
import { countQuarantined } from './quarantine.ts'
import type { Session } from './session.ts'

interface Built {
  readonly lake: string
  readonly source: Source
  readonly parameters: Parameters
  readonly models: readonly Model[]
  readonly ingested: Ingested
  readonly run: Pick<RunRecord, 'runId' | 'startedAt' | 'steps'>
}

/** Serving files that stay beside the current one, for gateways that are about to switch. */
const SERVING_FILES_KEPT = 3

/** Checks what a run built, and makes it the newest publication; when it equals the newest there is, that one stays. */
export async function publishBuild(session: Session, built: Built): Promise<BuildOutcome> {
  const { engine } = session
  const { identity: asOf } = await session.relation('run_as_of')
  const definitionsHash = hashDefinitions(built)
  const tables = await tableVersions(engine, built.ingested)
  const newest = await newestPublication(built.lake)
  if (
    newest &&
    newest.asOf === asOf &&
    newest.definitionsHash === definitionsHash &&
    isSame(newest.tables, tables)
  ) {
    return { kind: newest.isServed ? 'unchanged' : 'refused', publication: newest }
  }
  const results = await checkAll(session)
  const publishedAt = new Date()
  const isBroken = ({ severity, failed }: CheckResult) => severity !== 'quarantine' && failed > 0n
  const publication: Publication = {
    publicationId: timedIdentifier(publishedAt),
    publishedAt: publishedAt.toISOString().replace('Z', '000Z'),
    asOf,
    runId: session.runId,
    source: built.source.name,
    definitionsHash,
    checksPassed: results.filter((result) => !isBroken(result)).length,
    checksFailed: results.filter(isBroken).length,
    isServed: !results.some((result) => result.severity === 'fail' && result.failed > 0n),
    businessTimezone: built.parameters.businessTimezone,
    tables,
  }
  if (publication.isServed) await writeFile(engine, built.lake, publication)
  const versions = new Map(tables.map(({ table, version }) => [table, Number(version)]))
  await recordRun(engine, {
    ...built.run,
    publicationId: publication.publicationId,
    results: results.map((result) => ({ ...result, version: versions.get(result.table) ?? 0 })),
  })
  await publish(engine, publication)
  if (publication.isServed) await removeOldFiles(built.lake)
  return { kind: publication.isServed ? 'published' : 'refused', publication }
}

async function checkAll(session: Session): Promise<CheckResult[]> {
  const contracts = [...SILVER_TABLES, ...GOLD_TABLES]
  for (const { name } of contracts) await (await session.relation(name)).open()
  const quarantines = CANONICAL_TABLES.map(quarantineOf)
  await Promise.all(quarantines.map((contract) => session.engine.open(contract)))
  const results = await Promise.all([
    ...contracts.map((contract) => session.limit(() => checkTable(session.engine, contract))),
    ...quarantines.map((contract) => countQuarantined(session.engine, contract)),
  ])
  return results.flat()
}

/** Stored tables of the shop, at their newest versions. */
async function tableVersions(engine: Engine, { tables }: Ingested): Promise<TableVersion[]> {
  const contracts: Contract[] = [
    ...tables.map(({ contract }) => contract),
    ...CANONICAL_TABLES,
    ...CANONICAL_TABLES.map(quarantineOf),
    ...SEED_TABLES,
    ...SILVER_TABLES,
    ...GOLD_TABLES,
  ]
  const states = await Promise.all(contracts.map((contract) => engine.state(contract)))
  return contracts.flatMap(({ name }, i) => {
    const state = states[i]
    return state === undefined
      ? []
      : [{ table: name, version: BigInt(state.version), rows: state.rows }]
  })
}

function hashDefinitions({ models, source, parameters }: Built): string {
  const contracts = [...CANONICAL_TABLES, ...SEED_TABLES, ...SILVER_TABLES, ...GOLD_TABLES]
  return fingerprint(models, contracts, source, parameters)
}

function isSame(left: readonly TableVersion[], right: readonly TableVersion[]): boolean {
  const lines = (tables: readonly TableVersion[]) =>
    tables
      .map(({ table, version }) => `${table}@${version}`)
      .toSorted()
      .join(' ')
  return lines(left) === lines(right)
}

async function writeFile(engine: Engine, lake: string, publication: Publication): Promise<void> {
  await mkdir(join(lake, 'serving'), { recursive: true })
  const path = servingFile(lake, publication.publicationId)
  await writeServingFile(engine, {
    path,
    publication,
    contracts: [...SILVER_TABLES, ...GOLD_TABLES],
  })
}

/** Names sort by time; a gateway that still reads a removed file keeps it until it lets go. */
async function removeOldFiles(lake: string): Promise<void> {
  const folder = join(lake, 'serving')
  const files = (await readdir(folder)).toSorted().toReversed()
  const stale = [
    ...files.filter((file) => file.endsWith('.duckdb')).slice(SERVING_FILES_KEPT),
    ...files.filter((file) => !file.endsWith('.duckdb')),
  ]
  await Promise.all(stale.map((file) => rm(join(folder, file), { force: true })))
}
