import type { Config } from '../config.ts'
import { openEventLog } from '../lakehouse/events/open-event-log.ts'
import { type SimulateOptions, simulate } from '../jobs/stream/simulate/simulate.ts'

export type SimulatorRequest = Pick<SimulateOptions, 'signal' | 'forMs' | 'report' | 'onSent'>

/** Lets simulated customers visit the lake's shop until the signal. */
export async function runSimulator(config: Config, request: SimulatorRequest): Promise<void> {
  const { lake, events } = config
  await using log = await openEventLog(lake, events)
  await simulate({ ...request, ...config.simulate, lake, log })
}
