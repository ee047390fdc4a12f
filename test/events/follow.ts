import type {
  Batch,
  EventLog,
  FollowOptions,
  Message,
  NewMessage,
} from '../../lakehouse/events/event-log.ts'
import { TOPICS } from '../../lakehouse/events/topics.ts'

const PATIENCE_MS = 50_000

/** Messages of one key, as told one after the other. */
export function told(key: string | null, count: number, from = 0): NewMessage[] {
  return Array.from({ length: count }, (_, index) => ({
    topic: 'orders' as const,
    key,
    value: `${key} ${from + index}`,
  }))
}

/** What is followed until it is enough, or nothing came for long. */
export async function batchesOf(
  log: EventLog,
  options: Partial<FollowOptions>,
  isEnough: (messages: readonly Message[]) => boolean,
): Promise<Batch[]> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  const batches: Batch[] = []
  const messages: Message[] = []
  const asked = { topics: TOPICS, from: new Map(), batchSize: 1000, signal, ...options }
  for await (const batch of log.follow(asked)) {
    batches.push(batch)
    messages.push(...batch.messages)
    if (isEnough(messages)) break
  }
  return batches
}

/** The first messages that are followed. */
export async function messagesOf(
  log: EventLog,
  count: number,
  options: Partial<FollowOptions> = {},
): Promise<Message[]> {
  const batches = await batchesOf(log, options, (messages) => messages.length >= count)
  return batches.flatMap(({ messages }) => messages)
}
