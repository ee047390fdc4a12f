import type { EventLog } from '../../lakehouse/events/event-log.ts'
import type { EventLogSettings } from '../../lakehouse/events/open-event-log.ts'
import { followTests } from './follow-tests.ts'
import { keepTests } from './keep-tests.ts'
import { processTests } from './process-tests.ts'

/** A log without messages, that goes when it is closed. */
export interface TrialLog extends EventLog {
  /** How another process opens it. */
  readonly settings: EventLogSettings & { readonly lake: string }
  /** Lets the time of all that it holds run out. */
  expire(): Promise<void>
}

/** What all rely on, wherever the log lies. `open` gives a new one with four partitions of each topic. */
export function eventLogTests(open: () => Promise<TrialLog>): void {
  keepTests(open)
  followTests(open)
  processTests(open)
}
