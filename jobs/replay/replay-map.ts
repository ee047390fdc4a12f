/** A file's row by the names of its columns; blank cells are empty. */
type CsvRow = Readonly<Record<string, string>>

/** How rows of a kind of file become events. */
export interface ReplayMap {
  /** Columns that the file must have. */
  readonly needed: readonly string[]
  /** Columns that are used where the file has them. */
  readonly used: readonly string[]
  /** The event's fields; a blank one is missing. `event_id` where the row has one that lasts. */
  readonly fields: (row: CsvRow) => Readonly<Record<string, string | undefined>>
}
