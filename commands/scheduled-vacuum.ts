import { z } from 'zod'
import type { Config } from '../config.ts'
import { jsonIn } from '../lakehouse/json-in.ts'
import { childEnvironment } from './child-environment.ts'
import { runChild } from './child-process.ts'
import type { Scheduled } from './scheduled-build.ts'
import { grouped, readableBytes } from './terminal.ts'

const deleted = z.array(z.object({ files: z.number(), bytes: z.string().transform(BigInt) }))

/** Deletes what no kept publication needs, as `lakegate vacuum` does, in a process of its own. Nothing is thrown. */
export async function runScheduledVacuum(
  config: Config,
  olderThanDays: number,
  signal: AbortSignal,
): Promise<Scheduled> {
  let tables: z.infer<typeof deleted> | undefined
  const { how, lastWords } = await runChild({
    argv: ['vacuum', '--older-than', String(olderThanDays), '--json'],
    environment: childEnvironment(config),
    signal,
    isNice: true,
    onLine(line) {
      tables = deleted.safeParse(jsonIn(line)).data ?? tables
    },
  })
  if (tables === undefined)
    return {
      isDone: false,
      sentence: signal.aborted ? 'stopped' : `failed (${how}): ${lastWords.join('\n')}`,
    }
  const files = tables.reduce((sum, table) => sum + table.files, 0)
  const bytes = tables.reduce((sum, table) => sum + table.bytes, 0n)
  const sentence =
    files === 0
      ? 'nothing to delete'
      : `deleted files that nothing needs: ${grouped(files)} (${readableBytes(bytes)})`
  return { isDone: true, sentence }
}
