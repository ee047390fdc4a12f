/** A row that its contract promises: a table's check counts those that are missing. */
export function found<T>(row: T | null, id: string): T {
  if (row !== null) return row
  throw new Error(`no figures for ${id}`)
}
