import { bronzeEvents } from '../../lakehouse/contracts/bronze/events.ts'
import { CANONICAL_TABLES } from '../../lakehouse/contracts/bronze/tables.ts'
import { quarantineOf } from '../../lakehouse/contracts/quarantine.ts'
import { GOLD_TABLES, SEED_TABLES, SILVER_TABLES } from '../../lakehouse/contracts/tables.ts'
import { instantOf } from '../../lakehouse/instant.ts'
import { type Publication, newestPublication, publish } from '../../lakehouse/publication.ts'
import type { TableVersion } from '../../lakehouse/serving/publication.ts'
import { text } from '../../lakehouse/sql.ts'
import type { BuildOutcome } from './build.ts'
import { type CheckResult, checkTable } from './check.ts'
import { countDuplicates } from './duplicates.ts'
import { fingerprint } from './fingerprint.ts'
import { timedIdentifier } from './identifier.ts'
import { type RunRecord, type VersionedResult, recordResults, recordRun } from './ledger.ts'
import { countQuarantined } from './quarantine.ts'
import type { Plan } from './relations.ts'
import { keepServingFile, removeOldServingFiles } from './serving-files.ts'
import type { Session } from './session.ts'
import { stringOf } from './cell.ts'
import { isSameVersions, newestVersions, rawVersions } from './versions.ts'

export interface Built extends Plan {
  readonly lake: string
  readonly run: Pick<RunRecord, 'runId' | 'startedAt' | 'steps'>
}

/** What a set of tables is, before it is checked. */
type Unchecked = Pick<Publication, 'asOf' | 'definitionsHash' | 'parametersHash' | 'tables'>

const CHECKED = [...SILVER_TABLES, ...GOLD_TABLES]

/** Checks what a run built, and makes it the newest publication; when it equals the newest there is, that one stays. */
export async function publishBuild(session: Session, built: Built): Promise<BuildOutcome> {
  const { engine } = session
  const newest = await newestPublication(built.lake)
  const set = await setOf(session, built, newest)
  for (const { name } of CHECKED) await (await session.relation(name)).open()
  if (newest && isSame(newest, set)) {
    if (newest.isServed) await keepServingFile(session, built.lake, newest)
    return { kind: newest.isServed ? 'unchanged' : 'refused', publication: newest }
  }
  const results = [...(await countDuplicates(session, set.tables)), ...(await checkAll(session))]
  for (const result of results.filter(isBroken)) session.report({ kind: 'broken', result })
  const publication = publicationOf(built, set, results)
  session.signal.throwIfAborted()
  if (publication.isServed) await keepServingFile(session, built.lake, publication)
  await recordResults(engine, built.run.runId, withVersions(results, set.tables))
  session.signal.throwIfAborted()
  await publish(engine, publication)
  await recordRun(engine, { ...built.run, publicationId: publication.publicationId })
  if (publication.isServed) await removeOldServingFiles(built.lake)
  return { kind: publication.isServed ? 'published' : 'refused', publication }
}

async function setOf(
  session: Session,
  { models, source, parameters, ingested, events }: Built,
  newest: Publication | undefined,
): Promise<Unchecked> {
  const { name, files, mappings, statusWords } = source
  const contracts = [...CANONICAL_TABLES, ...SEED_TABLES, ...CHECKED]
  const tables = await newestVersions(session.engine, ingested?.tables ?? [])
  const raw = ingested === undefined ? rawVersions(newest?.tables ?? []) : []
  return {
    asOf: await asOfOf(session),
    definitionsHash: fingerprint(
      [models, contracts, parameters, session.engine.functions],
      [name, files, mappings, statusWords],
    ),
    parametersHash: fingerprint(parameters),
    tables: [...raw, ...tables, ...(ingested && events ? [events.version] : [])],
  }
}

async function asOfOf({ engine, relation }: Session): Promise<string> {
  await (await relation('run_as_of')).open()
  const [row] = await engine.rows(text('select as_of from run_as_of'))
  return stringOf(row!, 'as_of')
}

function isSame(left: Unchecked, right: Unchecked): boolean {
  return (
    left.asOf === right.asOf &&
    left.definitionsHash === right.definitionsHash &&
    isSameVersions(left.tables.filter(isRead), right.tables.filter(isRead))
  )
}

/** `silver.events` has what was read of `bronze.events`, whose versions come and go. */
const isRead = ({ table }: TableVersion) => table !== bronzeEvents.name

/** Every silver and gold table is open. */
async function checkAll({ engine, limit, signal }: Session): Promise<CheckResult[]> {
  const quarantines = CANONICAL_TABLES.map(quarantineOf)
  for (const contract of quarantines) await engine.open(contract)
  const results = await Promise.all([
    ...CHECKED.map((contract) => limit(() => checkTable(engine, contract, { signal }))),
    ...quarantines.map((contract) => limit(() => countQuarantined(engine, contract, { signal }))),
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
    publishedAt: instantOf(publishedAt.getTime()),
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
): VersionedResult[] {
  const versions = new Map(tables.map(({ table, version }) => [table, Number(version)]))
  return results.map((result) => ({ ...result, version: versions.get(result.table) ?? 0 }))
}
