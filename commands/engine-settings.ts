import type { Config } from '../config.ts'

/** What DuckDB may take where it builds. */
export function engineSettings({ duckdb: { memory, threads } }: Config): {
  readonly memoryLimit: string
  readonly threads?: number
} {
  return { memoryLimit: memory, ...(threads === undefined ? {} : { threads }) }
}
