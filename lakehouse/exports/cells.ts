import type { ExportColumn } from './rows.ts'

/** SQL for a column's value as text, exactly as the API gives it: DECIMAL with its scale, an instant in UTC with microseconds. */
export function textOf({ type, sql }: Pick<ExportColumn, 'type' | 'sql'>): string {
  if (type === 'string') return sql
  if (type === 'timestamp') return `strftime(timezone('UTC', ${sql}), '%Y-%m-%dT%H:%M:%S.%fZ')`
  return `cast(${type === 'double' ? finite(sql) : sql} as varchar)`
}

/** What no text of ours has a word for is missing. */
export const finite = (sql: string) => `case when isfinite(${sql}) then ${sql} end`
