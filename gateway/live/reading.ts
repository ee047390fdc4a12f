import { isRefused, readEventJson } from '../../lakehouse/events/event.ts'
import { type Message, partitionName } from '../../lakehouse/events/event-log.ts'
import { readRecommendation } from '../../lakehouse/events/recommendation.ts'
import type { Told } from '../../resolvers/following.ts'
import { openSeenIds } from './seen-ids.ts'

/** Ids that are remembered: a quarter of an hour of a busy shop. */
const SEEN_MAX = 50_000

/** Reads messages one after the other; what is no event, and an id that came before, is told to nobody. */
export type Reading = (message: Message, positions: Map<string, bigint>) => Told | undefined

/** Moves `positions` on, of which what is told keeps a copy. */
export function openReading(): Reading {
  const seen = openSeenIds(SEEN_MAX)
  return (message, positions) => {
    const name = partitionName(message)
    positions.set(name, message.offset + 1n)
    const read = readMessage(message)
    if (!read || seen.isRepeat(read.id, `${name}/${message.offset}`)) return undefined
    return { topic: message.topic, positions: new Map(positions), ...read.told }
  }
}

function readMessage({ topic, value, at }: Message) {
  if (topic === 'recommendations') {
    const recommendation = readRecommendation(value)
    return recommendation && { id: `order ${recommendation.orderId}`, told: { recommendation } }
  }
  const event = readEventJson(value, at)
  return isRefused(event) ? undefined : { id: `event ${event.eventId}`, told: { event } }
}
