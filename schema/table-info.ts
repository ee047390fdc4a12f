import { tableHistory } from '../resolvers/pipeline.ts'
import type { ColumnInfo, TableCommit, TableInfo } from '../lakehouse/tables.ts'
import { listLength } from './list-length.ts'
import { builder } from './builder.ts'

const ColumnInfoType = builder.objectRef<ColumnInfo>('ColumnInfo').implement({
  description: 'A column of a table, as the table’s own schema has it.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name in SQL.' }),
    type: t.exposeString('type', { description: 'string, bigint, decimal(18,4), timestamp …' }),
    nullable: t.exposeBoolean('isNullable', { description: 'Whether it may hold NULL.' }),
    description: t.exposeString('meaning', { description: 'What it means.' }),
    unit: t.exposeString('unit', {
      nullable: true,
      description: 'days, UTC …; null for words, counts and money.',
    }),
  }),
})

const TableCommitType = builder.objectRef<TableCommit>('TableCommit').implement({
  description: 'One version of a table.',
  fields: (t) => ({
    version: t.expose('version', { type: 'BigInt', description: 'Counts from 0.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When it was committed.' }),
    operation: t.exposeString('operation', { description: 'WRITE, DELETE …' }),
    rowsAdded: t.expose('rowsAdded', {
      type: 'BigInt',
      nullable: true,
      description: 'Rows that it wrote; null where the writer did not say.',
    }),
    runId: t.exposeID('runId', {
      nullable: true,
      description: 'The run that wrote it, where its tables say so.',
    }),
  }),
})

export const TableInfoType = builder.objectRef<TableInfo>('TableInfo').implement({
  description:
    'A Delta table of the lake at its newest version; a publication may hold an earlier one.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'silver.orders: the same in SQL.' }),
    layer: t.exposeString('layer', {
      description: 'bronze, seed, silver, gold, quarantine or ops.',
    }),
    description: t.exposeString('description', { description: 'What one row is.' }),
    columns: t.field({
      type: [ColumnInfoType],
      description: 'In their order.',
      resolve: ({ columns }) => columns,
    }),
    partitionedBy: t.stringList({
      description: 'Columns whose values its files are split by.',
      resolve: ({ partitionedBy }) => [...partitionedBy],
    }),
    version: t.expose('version', { type: 'BigInt', description: 'The newest of its log.' }),
    rows: t.expose('rows', { type: 'BigInt', description: 'How many it has.' }),
    bytes: t.expose('bytes', { type: 'BigInt', description: 'Of its files.' }),
    files: t.exposeInt('files', { description: 'Parquet files of the version.' }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description: 'When the version was committed.',
    }),
    upstream: t.stringList({
      description: 'Tables that its SQL reads, through staging views too, by name.',
      resolve: ({ upstream }) => [...upstream],
    }),
    downstream: t.stringList({
      description: 'Tables whose SQL reads it, by name.',
      resolve: ({ downstream }) => [...downstream],
    }),
    history: t.field({
      type: [TableCommitType],
      description: 'Its versions, the newest first.',
      args: listLength(20),
      resolve: (table, { first }, context) => tableHistory(table, first, context),
    }),
    sql: t.exposeString('sql', {
      nullable: true,
      description:
        'The select that gave the version’s rows, as it was then; null where no SQL did, or another program wrote it.',
    }),
  }),
})
