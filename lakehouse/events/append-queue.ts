import { setImmediate } from 'node:timers/promises'
import { LakehouseError } from '../errors.ts'
import { MESSAGE_BYTES_MAX, type NewMessage } from './event-log.ts'

interface Waiting {
  readonly messages: readonly NewMessage[]
  readonly settle: PromiseWithResolvers<void>
}

/** Of one write: it holds the disk once for all, and the process for some milliseconds. */
const WRITE_MAX = 1000

export interface AppendQueue {
  append(messages: readonly NewMessage[]): Promise<void>
  /** Once nothing waits any more. */
  drained(): Promise<void>
}

/** Writes one after the other what many append at once, together as far as they fit. */
export function appendQueue(write: (messages: NewMessage[]) => Promise<void>): AppendQueue {
  const waiting: Waiting[] = []
  let writing: Promise<void> | undefined

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      // Those who append in this turn share its write.
      await setImmediate()
      const group = takeGroup(waiting)
      try {
        await write(group.flatMap(({ messages }) => messages))
        for (const { settle } of group) settle.resolve()
      } catch (error) {
        for (const { settle } of group) settle.reject(error)
      }
    }
    writing = undefined
  }

  function add(messages: readonly NewMessage[]): Promise<void> {
    const settle = Promise.withResolvers<void>()
    waiting.push({ messages, settle })
    writing ??= writeAll()
    return settle.promise
  }

  return {
    async append(messages) {
      for (const message of messages) requireSize(message)
      for (let start = 0; start < messages.length; start += WRITE_MAX)
        await add(messages.slice(start, start + WRITE_MAX))
    },
    drained: async () => await writing,
  }
}

/** At least one, and no more messages than a write may have. */
function takeGroup(waiting: Waiting[]): Waiting[] {
  let size = 0
  const end = waiting.findIndex(({ messages }, index) => {
    size += messages.length
    return index > 0 && size > WRITE_MAX
  })
  return waiting.splice(0, end < 0 ? waiting.length : end)
}

function requireSize({ topic, key, value }: NewMessage): void {
  const bytes = Buffer.byteLength(value) + Buffer.byteLength(key ?? '')
  if (bytes <= MESSAGE_BYTES_MAX) return
  throw new LakehouseError(
    'MESSAGE_TOO_LARGE',
    `a message of ${bytes} bytes for ${topic}: the event log takes ${MESSAGE_BYTES_MAX}`,
  )
}
