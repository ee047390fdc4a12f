import { type DestinationStream, type Logger, destination, pino } from 'pino'
import { z } from 'zod'

export type Log = Logger

export interface LogOptions {
  readonly level: string
  /** For a person at a terminal: sentences instead of JSON. */
  readonly isText: boolean
}

export function openLog({ level, isText }: LogOptions, out: DestinationStream): Log {
  const settings = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime }
  return pino(settings, isText ? textOf(out) : out)
}

/** Lines that must stay: each is written before the next is, and whatever the level of the rest. */
export function openAudit(path: string): Log {
  return pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    destination({ dest: path, sync: true, mkdir: true, mode: 0o600 }),
  )
}

const entry = z.looseObject({
  msg: z.string(),
  requestId: z.string().optional(),
  err: z.looseObject({ stack: z.string() }).optional(),
})

function textOf(out: DestinationStream): DestinationStream {
  return {
    write(line) {
      const { msg, requestId, err } = entry.parse(JSON.parse(line))
      const parts = [requestId && `request ${requestId}`, msg, err?.stack]
      out.write(`${parts.filter(Boolean).join(': ')}\n`)
    },
  }
}
