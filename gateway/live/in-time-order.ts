import { type Message, partitionName } from '../../lakehouse/events/event-log.ts'

/** Messages of several partitions as they came; those of one keep their order, whatever its clock said. */
export function inTimeOrder(messages: readonly Message[]): Message[] {
  const timed = [...Map.groupBy(messages, partitionName).values()].flatMap((those) => {
    let latest = 0
    return those.map((message) => {
      latest = Math.max(latest, message.at)
      return { message, at: latest }
    })
  })
  return timed.sort((left, right) => left.at - right.at).map(({ message }) => message)
}
