import type { ColumnType } from '../contracts/contract.ts'
import { type Sql, quoteName, sql, text } from '../sql.ts'

/** A column of an export. */
export interface ExportColumn {
  readonly name: string
  readonly type: ColumnType
  /** SQL that gives it, once the rows' source is read. */
  readonly sql: string
  readonly isPersonal: boolean
}

/** The rows of an export, in an order that is the same each time. */
export interface ExportRows {
  /** Of the file, without what follows its point. */
  readonly name: string
  readonly columns: readonly ExportColumn[]
  /** Tables are joined and their rows sorted, which takes memory. */
  readonly isJoined: boolean
  /** What follows the columns of a select. */
  readonly source: Sql
}

/** The columns themselves, under their names. */
export function namedColumns({ columns }: ExportRows): string {
  return columns.map((column) => `${column.sql} as ${quoteName(column.name)}`).join(', ')
}

/** The rows, each with what `select` makes of its columns. */
export function selectFrom({ source }: ExportRows, select: string): Sql {
  return sql`select ${text(select)} ${source}`
}
