import type { Contract } from '../../lakehouse/contracts/contract.ts'
import { once } from '../../lakehouse/once.ts'
import { fingerprint } from './fingerprint.ts'
import type { Model } from './model.ts'
import type { Session } from './session.ts'

/** Something that a model reads: a table at a version, or a view of the run. */
export interface Relation {
  /** Changes when its rows may have changed. */
  readonly identity: string
  /** The stored tables that its SQL reads, through views too; of a table, itself. */
  readonly tables: readonly string[]
  /** Makes it readable under its name; the work is done at the first call. */
  readonly open: () => Promise<void>
}

/** A version of a table that is there. */
export function storedRelation({ engine }: Session, contract: Contract, version: number): Relation {
  return {
    identity: `${contract.name}@${version}`,
    tables: [contract.name],
    open: once(() => engine.open(contract, version)),
  }
}

/** A select that is not stored. One that several models read is evaluated once, and kept for the length of the run. */
export async function viewRelation(
  session: Session,
  model: Model,
  isShared: boolean,
): Promise<Relation> {
  const inputs = await Promise.all(model.reads.map(session.relation))
  return {
    identity: fingerprint(
      session.engine.functions,
      model.select,
      inputs.map(({ identity }) => identity),
    ),
    tables: tablesOf(inputs),
    open: once(async () => {
      await Promise.all(inputs.map(({ open }) => open()))
      const { engine, limit, signal } = session
      await (isShared
        ? limit(() => engine.stage(model.name, model.select, { signal }))
        : engine.view(model.name, model.select))
    }),
  }
}

export function tablesOf(relations: readonly Relation[]): string[] {
  return [...new Set(relations.flatMap(({ tables }) => tables))].sort()
}
