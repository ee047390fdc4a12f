import type { EventLog } from '../lakehouse/events/event-log.ts'

/** The event log of a gateway, which opens it for the first who needs it: most only ask. */
export interface LaterLog extends AsyncDisposable {
  /** The same for all. Errors: those of opening it, which is tried again for the next. */
  readonly open: () => Promise<EventLog>
}

export function laterLog(openLog: () => Promise<EventLog>): LaterLog {
  let opened: Promise<EventLog> | undefined
  return {
    open: () =>
      (opened ??= openLog().catch((error: unknown) => {
        opened = undefined
        throw error
      })),
    async [Symbol.asyncDispose]() {
      await (await opened)?.[Symbol.asyncDispose]()
    },
  }
}
