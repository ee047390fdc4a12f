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

/** Of lines that the audit's disk does not take. */
const AUDIT_BYTES_KEPT = 16_000_000

/**
 * Lines that must stay: each is written before the next is, and whatever the level of the rest.
 *
 * What its disk does not take is kept, and written before the next line that it takes; `log` is told, and gets what is too much.
 */
export function openAudit(path: string, log: Log): Log {
  const file = destination({
    dest: path,
    sync: true,
    mkdir: true,
    mode: 0o600,
    maxLength: AUDIT_BYTES_KEPT,
  })
  let isTold = false
  file.on('error', (err) => {
    if (!isTold) log.error({ err }, `the audit ${path} cannot be written: its lines are kept`)
    isTold = true
  })
  file.on('write', () => {
    isTold = false
  })
  file.on('drop', (line) => log.error(`the audit ${path} has no room for ${line}`))
  return pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, file)
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
