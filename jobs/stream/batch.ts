import { type DeadLetter, letterOfMessage } from '../../lakehouse/events/dead-letter.ts'
import { type Message, partitionName } from '../../lakehouse/events/event-log.ts'
import { isRefused, readEventJson } from '../../lakehouse/events/event.ts'
import type { Heard, Progress } from '../../lakehouse/events/progress.ts'
import { instantOf } from '../../lakehouse/instant.ts'
import { eventLine } from './event-line.ts'
import type { Seen } from './seen.ts'
import { watermarkOf } from './watermark.ts'
import { MINUTE_MS } from '../../lakehouse/durations.ts'

/** Messages as rows, on their way into one commit. */
export interface Batch {
  readonly add: (messages: readonly Message[]) => void
  readonly messages: () => number
  /** Characters of its rows. */
  readonly chars: () => number
  /** Where this commit leaves the processor; the same as before when nothing came and the watermark's minute is the same. */
  readonly seal: (unread: ReadonlySet<string>) => Sealed
}

/** A batch as it is to be committed. */
export interface Sealed {
  readonly before: Progress
  readonly progress: Progress
  /** Lines with the columns of `bronze.events`. */
  readonly lines: readonly string[]
  readonly letters: readonly DeadLetter[]
}

export interface BatchOptions {
  /** As the batch before leaves it. */
  readonly before: Progress
  readonly seen: Seen
  readonly latenessMs: number
}

export function openBatch({ before, seen, latenessMs }: BatchOptions): Batch {
  const batch = before.batch + 1
  const lines: string[] = []
  const letters: DeadLetter[] = []
  const positions = new Map(before.positions)
  const heard = new Map(before.heard)
  const instant = rememberedInstant()
  const limit = before.watermark ?? Number.NEGATIVE_INFINITY
  let [messages, chars, late, repeated] = [0, 0, 0, 0]

  function add(message: Message, readAt: number): void {
    const name = partitionName(message)
    messages++
    positions.set(name, message.offset + 1n)
    const event = readEventJson(message.value, message.at)
    if (isRefused(event)) {
      letters.push(letterOfMessage(message, event))
      hear(name, { latest: undefined, readAt, cameAt: message.at })
      return
    }
    hear(name, { latest: event.atMs, readAt, cameAt: message.at })
    if (!seen.isFirst(event.eventId, message)) {
      repeated++
      return
    }
    const isLate = minuteOf(event.atMs) + MINUTE_MS <= limit
    if (isLate) late++
    const receivedAt = instant(message.at)
    const line = eventLine(event, message, { isLate, receivedAt, batch })
    chars += line.length
    lines.push(line)
  }

  function hear(name: string, { latest, ...last }: Heard): void {
    const times = [heard.get(name)?.latest, latest].filter((time) => time !== undefined)
    heard.set(name, { latest: times.length > 0 ? Math.max(...times) : undefined, ...last })
  }

  return {
    add(read) {
      const readAt = Date.now()
      for (const message of read) add(message, readAt)
    },
    messages: () => messages,
    chars: () => chars,
    seal(unread) {
      const options = { unread, before: before.watermark, latenessMs, now: Date.now() }
      const progress: Progress = {
        batch,
        positions,
        heard,
        watermark: watermarkOf(heard, options),
        events: before.events + lines.length,
        late: before.late + late,
        repeated: before.repeated + repeated,
        deadLetters: before.deadLetters + letters.length,
      }
      return { before, progress, lines, letters }
    },
  }
}

/** Messages that were appended together have one moment. */
function rememberedInstant(): (ms: number) => string {
  let [last, text] = [Number.NaN, '']
  return (ms) => {
    if (ms !== last) [last, text] = [ms, instantOf(ms)]
    return text
  }
}

export const minuteOf = (ms: number) => Math.floor(ms / MINUTE_MS) * MINUTE_MS
