/** How a column's values are written, and the SQL that makes of them what silver reads. */
export interface Form {
  /** From the column's name as SQL. */
  readonly sql: (column: string) => string
  /** What a reader should know: what was found, or what was taken for granted. Undefined: nothing. */
  readonly note?: string | undefined
}
