import { z } from 'zod'
import type { Column, ColumnType, Contract } from '../contracts/contract.ts'
import { LakehouseError } from '../errors.ts'
import type { Metadata } from './action.ts'
import { STREAMED } from './retention.ts'

/** Source: Delta protocol, "Schema Serialization Format"; a nested type is an object. */
const schema = z.object({
  type: z.literal('struct'),
  fields: z.array(
    z.object({
      name: z.string(),
      type: z.union([z.string(), z.record(z.string(), z.unknown())]),
      nullable: z.boolean(),
      metadata: z.record(z.string(), z.unknown()),
    }),
  ),
})

export type Field = z.infer<typeof schema>['fields'][number]

const DELTA_TYPES: Record<ColumnType, string> = {
  string: 'string',
  integer: 'integer',
  bigint: 'long',
  decimal: 'decimal(18,4)',
  double: 'double',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
}

/** A contract as a table's first metadata: columns with their meaning and unit, partitions. */
export function metadataOf(contract: Contract): Metadata {
  return {
    id: crypto.randomUUID(),
    description: contract.grain,
    format: { provider: 'parquet', options: {} },
    schemaString: JSON.stringify({ type: 'struct', fields: fieldsOf(contract) }),
    partitionColumns: [...(contract.partitionedBy ?? [])],
    configuration: contract.isStreamed ? { ...STREAMED } : {},
    createdTime: Date.now(),
  }
}

/** Errors: `LakehouseError` `LOG_CORRUPT`. */
export function readFields({ schemaString }: Metadata): Field[] {
  try {
    return schema.parse(JSON.parse(schemaString)).fields
  } catch (cause) {
    throw new LakehouseError('LOG_CORRUPT', `not a Delta schema: ${schemaString}`, { cause })
  }
}

/**
 * What a write of the contract's rows makes of a table's metadata; the same object when nothing changes.
 *
 * An overwrite takes over the contract's columns. Other writes keep old rows, so the table may only gain columns that
 * may be NULL, at any place.
 * Errors: `LakehouseError` `SCHEMA_MISMATCH` naming the columns.
 */
export function evolve(old: Metadata, contract: Contract, isOverwrite: boolean): Metadata {
  const wanted = metadataOf(contract)
  const isSame = ({ schemaString, partitionColumns, description }: Metadata) =>
    schemaString === wanted.schemaString &&
    partitionColumns.join() === wanted.partitionColumns.join() &&
    description === wanted.description
  if (isSame(old)) return old
  const changed = {
    ...old,
    description: wanted.description,
    schemaString: wanted.schemaString,
    partitionColumns: wanted.partitionColumns,
  }
  if (isOverwrite) return changed
  refuseLoss(old, wanted, contract.name)
  const isWider = readFields(old).length < readFields(wanted).length
  return isWider ? changed : old
}

function refuseLoss(old: Metadata, wanted: Metadata, table: string): void {
  const before = new Map(readFields(old).map((field) => [field.name, field]))
  const after = new Map(readFields(wanted).map((field) => [field.name, field]))
  const lost = [...before.keys()].filter((name) => !after.has(name))
  const changed = [...after.values()].filter((field) => {
    const was = before.get(field.name)
    return was ? !hasSameType(was, field) : !field.nullable
  })
  const names = [...lost, ...changed.map(({ name }) => name)]
  if (old.partitionColumns.join() !== wanted.partitionColumns.join()) names.push('partitions')
  if (names.length === 0) return
  throw new LakehouseError(
    'SCHEMA_MISMATCH',
    `${table}: ${names.join(', ')} differ from the table's; only an overwrite may change them`,
  )
}

function hasSameType(was: Field, is: Field): boolean {
  return JSON.stringify(was.type) === JSON.stringify(is.type) && was.nullable === is.nullable
}

function fieldsOf(contract: Contract): Field[] {
  return Object.entries(contract.columns).map(([name, column]) => ({
    name,
    type: DELTA_TYPES[column.type],
    nullable: column.nullable,
    metadata: commentOf(column),
  }))
}

function commentOf({ meaning, unit }: Column): Field['metadata'] {
  return unit === undefined ? { comment: meaning } : { comment: meaning, unit }
}
