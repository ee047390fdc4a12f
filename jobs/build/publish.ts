import { CANONICAL_TABLES } from '../../lakehouse/contracts/bronze/tables.ts'
import { quarantineOf } from '../../lakehouse/contracts/quarantine.ts'
import { GOLD_TABLES, SEED_TABLES, SILVER_TABLES } from '../../lakehouse/contracts/tables.ts'
import { type Publication, newestPublication, publish } from '../../lakehouse/publication.ts'
import type { TableVersion } from '../../lakehouse/serving/publication.ts'
import type { BuildOutcome } from './build.ts'
import { type CheckResult, checkTable } from './check.ts'
import { countDuplicates } from './duplicates.ts'
import { fingerprint } from './fingerprint.ts'
import { timedIdentifier } from './identifier.ts'
import { type RunRecord, recordRun } from './ledger.ts'
import { countQuarantined } from './quarantine.ts'
import type { Plan } from './relations.ts'
import { keepServingFile, removeOldServingFiles } from './serving-files.ts'
import type { Session } from './session.ts'
import { isSameVersions, newestVersions, rawVersions } from './versions.ts'

export interface Built extends Plan {
  readonly lake: string
  readonly run: Pick<RunRecord, 'runId' | 'startedAt' | 'steps'>
}

/** What a set of tables is, before it is checked. */
type Unchecked = Pick<Publication, 'asOf' | 'definitionsHash' | 'tables'>

const CHECKED = [...SILVER_TABLES, ...GOLD_TABLES]

/** Checks what a run built, and makes it the newest publication; when it equals the newest there is, that one stays. */
export async function publishBuild(session: Session, built: Built): Promise<BuildOutcome> {
  const { engine } = session
  const newest = await newestPublication(built.lake)
  const set = await setOf(session, built, newest)
  for (const { name } of CHECKED) await (await session.relation(name)).open()
  if (newest && isSame(newest, set)) {
    if (newest.isServed) await keepServingFile(engine, built.lake, newest)
    return { kind: newest.isServed ? 'unchanged' : 'refused', publication: newest }
  }
  const results = [...countDuplicates(set.tables), ...(await checkAll(session))]
  for (const result of results.filter(isBroken)) session.report({ kind: 'broken', result })
  const publication = publicationOf(built, set, results)
  if (publication.isServed) await keepServingFile(engine, built.lake, publication)
  await recordRun(engine, {
    ...built.run,
    publicationId: publication.publicationId,
    results: withVersions(results, set.tables),
  })
  await publish(engine, publication)
  if (publication.isServed) await removeOldServingFiles(built.lake)
  return { kind: publication.isServed ? 'published' : 'refused', publication }
}

async function setOf(
  session: Session,
  { models, source, parameters, ingested }: Built,
  newest: Publication | undefined,
): Promise<Unchecked> {
  const { identity: asOf } = await session.relation('run_as_of')
  const contracts = [...CANONICAL_TABLES, ...SEED_TABLES, ...CHECKED]
  const tables = await newestVersions(session.engine, ingested?.tables ?? [])
  const raw = ingested === undefined ? rawVersions(newest?.tables ?? []) : []
  return {
    asOf,
    definitionsHash: fingerprint(models, contracts, source, parameters),
    tables: [...raw, ...tables],
  }
}

function isSame(left: Unchecked, right: Unchecked): boolean {
  return (
    left.asOf === right.asOf &&
    left.definitionsHash === right.definitionsHash &&
    isSameVersions(left.tables, right.tables)
  )
}

/** Every silver and gold table is open. */
async function checkAll({ engine, limit }: Session): Promise<CheckResult[]> {
  const quarantines = CANONICAL_TABLES.map(quarantineOf)
  for (const contract of quarantines) await engine.open(contract)
  const results = await Promise.all([
    ...CHECKED.map((contract) => limit(() => checkTable(engine, contract))),
    ...quarantines.map((contract) => limit(() => countQuarantined(engine, contract))),
  ])
  return results.flat()
}

/** Rows in the quarantine have been dealt with. */
function isBroken({ severity, failed }: CheckResult): boolean {
  return severity !== 'quarantine' && failed > 0n
}

function publicationOf(
  { source, parameters, run }: Built,
  set: Unchecked,
  results: readonly CheckResult[],
): Publication {
  const publishedAt = new Date()
  const broken = results.filter(isBroken)
  return {
    ...set,
    publicationId: timedIdentifier(publishedAt),
    publishedAt: publishedAt.toISOString().replace('Z', '000Z'),
    runId: run.runId,
    source: source.name,
    checksPassed: results.length - broken.length,
    checksFailed: broken.length,
    isServed: broken.every(({ severity }) => severity !== 'fail'),
    businessTimezone: parameters.businessTimezone,
  }
}

function withVersions(
  results: readonly CheckResult[],
  tables: readonly TableVersion[],
): RunRecord['results'] {
  const versions = new Map(tables.map(({ table, version }) => [table, Number(version)]))
  return results.map((result) => ({ ...result, version: versions.get(result.table) ?? 0 }))
}
