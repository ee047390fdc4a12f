import { once } from 'node:events'
import { Cron } from 'croner'
import type { Config } from '../config.ts'
import { isLake } from '../lakehouse/lake.ts'
import { currentPublication } from '../lakehouse/publication.ts'
import { DAY_MS } from '../lakehouse/durations.ts'
import { SAMPLE, isGenerated } from '../lakehouse/generated-shop.ts'
import { runScheduledBuild } from './scheduled-build.ts'
import { runScheduledVacuum } from './scheduled-vacuum.ts'
import { RETENTION_DAYS } from './vacuum.ts'

/** When builds run. */
export interface Schedule {
  /** As cron has it. */
  readonly pattern: string
  readonly timezone: string
  /** Once a day, after a build, what no kept publication needs is deleted, if it was replaced so many days ago. */
  readonly vacuumDays: number
}

export interface ScheduleOptions {
  readonly signal: AbortSignal
  readonly report: (message: string) => void
}

const OF_SAMPLE = '*/10 * * * *'
/** Nobody else reads the sample's tables for longer, and it is built 144 times a day. */
const VACUUM_DAYS_OF_SAMPLE = 1

/** When the lake is to be built: as the configuration says, else only the generated sample has a schedule. */
export async function scheduleOf({
  lake,
  source,
  schedule,
}: Config): Promise<Schedule | undefined> {
  const isSample = await isOfSample(lake, source)
  const { build: pattern = isSample ? OF_SAMPLE : undefined, timezone } = schedule
  const vacuumDays = schedule.vacuumDays ?? (isSample ? VACUUM_DAYS_OF_SAMPLE : RETENTION_DAYS)
  return pattern === undefined ? undefined : { pattern, timezone, vacuumDays }
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
  { pattern, timezone, vacuumDays }: Schedule,
  { signal, report }: ScheduleOptions,
): Promise<void> {
  if (signal.aborted) return
  let building: Promise<void> | undefined
  let vacuumedMs = 0

  async function build(): Promise<void> {
    const built = await runScheduledBuild(config, signal)
    report(`scheduled build: ${built.sentence}`)
    // Without room no build is done: to vacuum only after one that is would never make any.
    const mayVacuum = built.isDone || built.isDiskFull === true
    if (!mayVacuum || Date.now() - vacuumedMs < DAY_MS) return
    const vacuumed = await runScheduledVacuum(config, vacuumDays, signal)
    report(`scheduled vacuum: ${vacuumed.sentence}`)
    if (vacuumed.isDone) vacuumedMs = Date.now()
  }

  const job = new Cron(
    pattern,
    { timezone, protect: () => report('scheduled build: left out, the one before still runs') },
    () => (building = build()),
  )
  await once(signal, 'abort')
  job.stop()
  await building
}
