import { z } from 'zod'
import type { Config } from '../config.ts'
import { jsonIn } from '../lakehouse/json-in.ts'
import { runChild } from './child-process.ts'
import { childEnvironment } from './child-environment.ts'
import { outcomeSentence } from './progress.ts'

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

/** What came of a scheduled command. */
export interface Scheduled {
  /** False where it failed, was stopped or left out. */
  readonly isDone: boolean
  /** It failed since its disk has too little room. */
  readonly isDiskFull?: boolean
  readonly sentence: string
}

/**
 * Builds the shop in a process of its own, after everything else that the machine does.
 *
 * A build that another process runs is no error: this one is left out. Nothing is thrown.
 */
export async function runScheduledBuild(config: Config, signal: AbortSignal): Promise<Scheduled> {
  let said: z.infer<typeof outcome> | undefined
  const { how, lastWords } = await runChild({
    argv: ['build', '--json'],
    environment: childEnvironment(config),
    signal,
    isNice: true,
    onLine(line) {
      said = outcome.safeParse(jsonIn(line)).data ?? said
    },
  })
  if (said !== undefined && said.kind !== 'failed')
    return { isDone: true, sentence: outcomeSentence(said) }
  if (signal.aborted) return { isDone: false, sentence: 'stopped' }
  if (said === undefined)
    return { isDone: false, sentence: `failed (${how}): ${lastWords.join('\n')}` }
  const what = said.code === 'BUILD_RUNNING' ? 'left out' : 'failed'
  const isDiskFull = said.code === 'DISK_LOW' || said.code === 'STORAGE_FULL'
  return { isDone: false, isDiskFull, sentence: `${what}: ${said.message}` }
}
