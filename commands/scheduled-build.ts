import { z } from 'zod'
import type { Config } from '../config.ts'
import { jsonIn } from '../lakehouse/json-in.ts'
import { outcomeSentence } from './progress.ts'
import { type Scheduled, runScheduled } from './scheduled-command.ts'

const outcome = z.discriminatedUnion('kind', [
  z.object({
    kind: z.enum(['published', 'unchanged', 'refused']),
    publication: z.object({
      publicationId: z.string(),
      asOf: z.string(),
      checksPassed: z.number(),
      checksFailed: z.number(),
    }),
  }),
  z.object({ kind: z.literal('failed'), code: z.string().nullable(), message: z.string() }),
])

type Outcome = z.infer<typeof outcome>

/** Builds the shop. A build that another process runs is no error: this one is left out. */
export function runScheduledBuild(config: Config, signal: AbortSignal): Promise<Scheduled> {
  return runScheduled(config, {
    argv: ['build', '--json'],
    signal,
    read: (line) => outcome.safeParse(jsonIn(line)).data,
    outcome: told,
  })
}

function told(said: Outcome): Scheduled {
  if (said.kind !== 'failed') return { isDone: true, sentence: outcomeSentence(said) }
  const what = said.code === 'BUILD_RUNNING' ? 'left out' : 'failed'
  const isDiskFull = said.code === 'DISK_LOW' || said.code === 'STORAGE_FULL'
  return { isDone: false, isDiskFull, sentence: `${what}: ${said.message}` }
}
