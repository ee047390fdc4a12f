import { z } from 'zod'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { sql } from '../../lakehouse/sql.ts'
import { numberOf } from './cell.ts'

/** What `silver.events` was made from: the rows of all batches up to one. */
export interface EventsRead {
  readonly batch: number
  readonly rows: number
}

const said = z.object({ batch: z.number(), rows: z.number(), definition: z.string() })

/** What a version says that it was made from, and by which definition; undefined where it does not say. */
export function lastRead(
  state: { readonly lineage: Readonly<Record<string, string>> } | undefined,
): z.infer<typeof said> | undefined {
  const json = state?.lineage['read']
  return json === undefined ? undefined : said.parse(JSON.parse(json))
}

/** What `run_events` has, up to a batch. */
export async function eventsRead(
  engine: Engine,
  until = Number.MAX_SAFE_INTEGER,
): Promise<EventsRead> {
  const [row] = await engine.rows(
    sql`select coalesce(max(batch), 0) as batch, count(*) as rows from run_events where batch <= ${until}`,
  )
  return { batch: numberOf(row!, 'batch'), rows: numberOf(row!, 'rows') }
}
