import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { CanonicalContract } from '../../lakehouse/contracts/bronze/canonical.ts'
import { CANONICAL_TABLES } from '../../lakehouse/contracts/bronze/tables.ts'
import type { Contract } from '../../lakehouse/contracts/contract.ts'
import { quarantineOf } from '../../lakehouse/contracts/quarantine.ts'
import { GOLD_TABLES, SILVER_TABLES } from '../../lakehouse/contracts/tables.ts'
import { quoteText } from '../../lakehouse/sql.ts'
import type { Ingested } from '../sources/ingested.ts'
import { mapTable } from '../sources/mapping.ts'
import type { Source } from '../sources/source.ts'
import type { StatusWord } from '../sources/description.ts'
import type { Model } from './model.ts'
import { arrivalsOf } from './arrivals.ts'
import { quarantineSelect } from './quarantine.ts'
import type { Session } from './session.ts'
import type { TableStep } from './table.ts'

/** A seed table from its file in `data/`; a source may add words of its own to the status words. */
export function seedStep(
  { engine, signal }: Session,
  contract: Contract,
  words: readonly StatusWord[],
): TableStep {
  const path = fileURLToPath(
    new URL(`../../data/${contract.name.replace('seed.', '')}.csv`, import.meta.url),
  )
  const extra = contract.name === 'seed.status_words' ? words : []
  const content = createHash('sha256').update(readFileSync(path)).digest('hex')
  const own = `select * from read_csv(${quoteText(path)}, header = true, all_varchar = true, nullstr = '')`
  return {
    contract,
    definition: [content, extra],
    reads: [],
    write: (lineage) =>
      engine.write(contract, extra.length === 0 ? own : withWords(own, extra), {
        mode: 'overwrite',
        lineage,
        signal,
      }),
  }
}

/** A canonical table from the shop's raw tables. */
export function canonicalStep(
  session: Session,
  contract: CanonicalContract,
  { source, ingested }: { source: Source; ingested: Ingested },
): TableStep {
  const { engine, runId, ingestedAt, signal } = session
  const mapping = source.mappings.find(({ table }) => table.name === contract.name)
  const isThere = new Set(ingested.tables.map((raw) => raw.contract.name))
  return {
    contract,
    definition: [source.name, mapping?.select],
    sql: mapping?.select,
    // A table that no file gives is named by mapTable, with what there is.
    reads: mapping?.reads.filter((read) => isThere.has(read)) ?? [],
    write: (lineage) =>
      mapTable(engine, contract, { source, ingested, runId, ingestedAt, lineage, signal }),
  }
}

/** A silver table of a canonical one: its model judges every row, the good ones are its own, the others go to the quarantine. */
export function silverStep({ engine, signal }: Session, model: Model): TableStep {
  const contract = contractOf(SILVER_TABLES, model.name)
  const table = model.name.replace('silver.', '')
  const bronze = contractOf(CANONICAL_TABLES, `bronze.${table}`)
  const judged = `judged.${table}`
  const columns = Object.keys(contract.columns).join(', ')
  return {
    contract,
    definition: [model.select],
    sql: model.select,
    reads: [...model.reads, ...arrivalsOf(bronze)],
    async write(lineage) {
      await engine.stage(judged, model.select, { signal })
      // First, so that a silver table that counts as built has its quarantine beside it.
      const refused = await engine.write(quarantineOf(bronze), quarantineSelect(bronze, judged), {
        mode: 'overwrite',
        lineage,
        signal,
      })
      const written = await engine.write(
        contract,
        `select ${columns} from ${judged} where _rule is null`,
        { mode: 'overwrite', lineage, signal },
      )
      await engine.drop(judged)
      return { ...written, quarantined: refused.rows }
    },
  }
}

/** A table that is what its model says. */
export function modelStep({ engine, signal }: Session, model: Model): TableStep {
  const contract = contractOf([...SILVER_TABLES, ...GOLD_TABLES], model.name)
  return {
    contract,
    definition: [model.select],
    sql: model.select,
    reads: model.reads,
    write: (lineage) =>
      engine.write(contract, model.select, { mode: 'overwrite', lineage, signal }),
  }
}

/** Whether a model's rows came as rows of a canonical table, which it judges. */
export function isJudging({ name }: Model): boolean {
  return CANONICAL_TABLES.some(({ table }) => name === `silver.${table}`)
}

function contractOf<C extends Contract>(contracts: readonly C[], name: string): C {
  const found = contracts.find((contract) => contract.name === name)
  if (found === undefined) throw new Error(`${name} has no contract`)
  return found
}

function withWords(own: string, words: readonly StatusWord[]): string {
  const rows = words.map(
    ({ field, word, status, payment_status }) =>
      `(${[field, word.trim().toLowerCase(), status, payment_status].map((value) => (value === undefined ? 'null' : quoteText(value))).join(', ')})`,
  )
  const added = `select * from (values ${rows.join(', ')}) as added(field, word, status, payment_status)`
  return `
    with added as (${added})

    select * from added
    union all
    select own.* from (${own}) as own
    left join added on own.field = added.field and own.word = added.word
    where added.word is null`
}
