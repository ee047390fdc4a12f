import type { Config } from '../config.ts'
import { childEnvironment } from './child-environment.ts'
import { runChild } from './child-process.ts'
import { type ScheduleOptions, isOfSample, scheduleBuilds, scheduleOf } from './schedule-builds.ts'
import { supervise } from './supervise.ts'

/** What goes on beside a gateway. */
export interface Beside {
  /** Commands in processes of their own, by name. */
  readonly commands: readonly string[]
  /** When builds run, as cron has it; null: when somebody starts one. */
  readonly schedule: string | null
  /** Goes on until the signal is given, and all processes have ended. */
  readonly run: () => Promise<void>
}

export interface BesideOptions extends ScheduleOptions {
  /** Whether events are processed and, of the sample, made. */
  readonly isLive: boolean
}

/** What `lakegate start` runs for a lake beside its gateway. */
export async function besideGateway(config: Config, options: BesideOptions): Promise<Beside> {
  const { isLive, signal, report } = options
  const schedule = await scheduleOf(config)
  const simulates = isLive && (await isOfSample(config.lake, config.source))
  const commands = [...(isLive ? ['stream'] : []), ...(simulates ? ['simulate'] : [])]
  const environment = childEnvironment(config)
  return {
    commands,
    schedule: schedule?.pattern ?? null,
    async run() {
      await Promise.all([
        ...commands.map((name) =>
          supervise({
            name,
            run: (onWord) => runChild({ argv: [name], environment, signal, onWord }),
            signal,
            report,
          }),
        ),
        ...(schedule ? [scheduleBuilds(config, schedule, options)] : []),
      ])
    },
  }
}
