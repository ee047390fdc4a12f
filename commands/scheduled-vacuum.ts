import { z } from 'zod'
import type { Config } from '../config.ts'
import { jsonIn } from '../lakehouse/json-in.ts'
import { type Scheduled, runScheduled } from './scheduled-command.ts'
import { grouped, readableBytes } from './terminal.ts'

const deleted = z.array(z.object({ files: z.number(), bytes: z.string().transform(BigInt) }))

/** Deletes what no kept publication needs, as `lakegate vacuum` does. */
export function runScheduledVacuum(
  config: Config,
  olderThanDays: number,
  signal: AbortSignal,
): Promise<Scheduled> {
  return runScheduled(config, {
    argv: ['vacuum', '--older-than', String(olderThanDays), '--json'],
    signal,
    read: (line) => deleted.safeParse(jsonIn(line)).data,
    outcome: (tables) => ({ isDone: true, sentence: sentenceOf(tables) }),
  })
}

function sentenceOf(tables: z.infer<typeof deleted>): string {
  const files = tables.reduce((sum, table) => sum + table.files, 0)
  const bytes = tables.reduce((sum, table) => sum + table.bytes, 0n)
  if (files === 0) return 'nothing to delete'
  return `deleted files that nothing needs: ${grouped(files)} (${readableBytes(bytes)})`
}
