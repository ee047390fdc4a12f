import { z } from 'zod'
import type { ColumnStatistics } from '../../delta/stats.ts'
import type { Row } from '../engine.ts'

/** A file that COPY made. */
export interface CopiedFile {
  readonly path: string
  readonly rows: bigint
  readonly bytes: number
  readonly columns: ReadonlyMap<string, ColumnStatistics>
  /** Partition values by column; NULL and '' are one in Delta. */
  readonly partition: Readonly<Record<string, string | null>>
}

const statistics = z.array(z.tuple([z.string(), z.string().nullable()]))

/** A row of `copy … return_stats`. */
const copied = z.object({
  filename: z.string(),
  count: z.bigint(),
  file_size_bytes: z.bigint(),
  column_statistics: z.array(z.tuple([z.string(), statistics])).nullable(),
  partition_keys: statistics.nullable(),
})

export function copiedFile(row: Row): CopiedFile {
  const file = copied.parse(row)
  const columns = file.column_statistics ?? []
  return {
    path: file.filename,
    rows: file.count,
    bytes: Number(file.file_size_bytes),
    columns: new Map(columns.map(([name, known]) => [unquote(name), statisticsOf(new Map(known))])),
    partition: Object.fromEntries(
      (file.partition_keys ?? []).map(([name, value]) => [name, value || null]),
    ),
  }
}

function statisticsOf(known: ReadonlyMap<string, string | null>): ColumnStatistics {
  return {
    min: known.get('min') ?? undefined,
    max: known.get('max') ?? undefined,
    nullCount: BigInt(known.get('null_count') ?? 0),
    hasNan: known.get('has_nan') === 'true',
  }
}

const unquote = (name: string) => name.slice(1, -1).replaceAll('""', '"')
