import { once } from 'node:events'
import { Cron } from 'croner'
import type { Config } from '../config.ts'
import { isLake } from '../lakehouse/lake.ts'
import { currentPublication } from '../lakehouse/publication.ts'
import { SAMPLE, isGenerated } from '../lakehouse/generated-shop.ts'
import { runScheduledBuild } from './scheduled-build.ts'

/** When builds run. */
export interface Schedule {
  /** As cron has it. */
  readonly pattern: string
  readonly timezone: string
}

export interface ScheduleOptions {
  readonly signal: AbortSignal
  readonly report: (message: string) => void
}

const OF_SAMPLE = '*/10 * * * *'

/** When the lake is to be built: as the configuration says, else only the generated sample has a schedule. */
export async function scheduleOf({
  lake,
  source,
  schedule,
}: Config): Promise<Schedule | undefined> {
  const { build, timezone } = schedule
  const pattern = build ?? ((await isOfSample(lake, source)) ? OF_SAMPLE : undefined)
  return pattern === undefined ? undefined : { pattern, timezone }
}

/** Whether the lake's shop is made here, with its visits. */
export async function isOfSample(lake: string, { name, from }: Config['source']): Promise<boolean> {
  const held = isLake(lake) ? (await currentPublication(lake))?.source : undefined
  return isGenerated({ name: name ?? held ?? SAMPLE, from })
}

/** The next time that a schedule comes; undefined: never again. */
export function nextRun({ pattern, timezone }: Schedule): Date | undefined {
  return new Cron(pattern, { timezone, paused: true }).nextRun() ?? undefined
}

/**
 * Builds whenever the schedule comes, until the signal is given: then ends the build that runs.
 *
 * A time that comes while a build runs is left out; times that passed while the process could not run are made up by one build.
 */
export async function scheduleBuilds(
  config: Config,
  { pattern, timezone }: Schedule,
  { signal, report }: ScheduleOptions,
): Promise<void> {
  if (signal.aborted) return
  let building: Promise<void> | undefined
  const job = new Cron(
    pattern,
    { timezone, protect: () => report('scheduled build: left out, the one before still runs') },
    () => {
      building = runScheduledBuild(config, signal).then((sentence) =>
        report(`scheduled build: ${sentence}`),
      )
      return building
    },
  )
  await once(signal, 'abort')
  job.stop()
  await building
}
