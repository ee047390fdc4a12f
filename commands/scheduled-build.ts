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

/**
 * Builds the shop in a process of its own, after everything else that the machine does. Gives what came of it, in a sentence.
 *
 * A build that another process runs is no error: this one is left out. Nothing is thrown.
 */
export async function runScheduledBuild(config: Config, signal: AbortSignal): Promise<string> {
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
  if (signal.aborted && (said === undefined || said.kind === 'failed')) return 'stopped'
  if (said === undefined) return `failed (${how}): ${lastWords.join('\n')}`
  if (said.kind !== 'failed') return outcomeSentence(said)
  return said.code === 'BUILD_RUNNING' ? `left out: ${said.message}` : `failed: ${said.message}`
}
