import type { Asked } from './cpu.ts'
import { DUCKDB } from './peers/duckdb.ts'
import { KEPT, PERSISTED, UNCACHED } from './peers/lakegate.ts'
import { POSTGRAPHILE } from './peers/postgraphile.ts'
import type { Question } from './questions.ts'

/** Of one question: what each peer's answer costs, by the peer's name. */
export type Costs = ReadonlyMap<string, Asked>

const PERSISTED_MS = 0.1

export const TARGET_HEADINGS = [
  'question',
  'CPU ms',
  'kept, persisted, ms',
  'kept, of PostGraphile',
  '× PostGraphile',
  '× DuckDB alone',
]

/** One cell a heading: whether what must hold does; a dash where nothing must, or where a peer was left out. */
export function targetCells({ name, targets }: Question, costs: Costs): string[] {
  const cpu = (peer: string) => costs.get(peer)?.cpuMs
  const times = (peer: string, other: string) => ratio(cpu(peer), cpu(other))
  const isOfFive = targets.timesPostgraphile !== undefined
  return [
    name,
    held(cpu(UNCACHED), targets.ms),
    held(cpu(PERSISTED), isOfFive ? PERSISTED_MS : undefined),
    held(times(KEPT, POSTGRAPHILE), isOfFive ? 1 : undefined),
    held(times(UNCACHED, POSTGRAPHILE), targets.timesPostgraphile),
    held(times(UNCACHED, DUCKDB), targets.timesDuckdb),
  ]
}

function ratio(ours: number | undefined, theirs: number | undefined): number | undefined {
  return ours === undefined || theirs === undefined ? undefined : ours / theirs
}

function held(reached: number | undefined, limit: number | undefined): string {
  if (reached === undefined || limit === undefined) return '–'
  return reached <= limit
    ? `yes: ${reached.toFixed(2)} ≤ ${limit}`
    : `no: ${reached.toFixed(2)} > ${limit}`
}
