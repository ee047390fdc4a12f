import type { EventLog, Message, PartitionRange } from './event-log.ts'

const PIECE = 500

/** A partition's messages, the newest first, read in pieces as they are asked for; none that comes meanwhile. */
export async function* readBack(log: EventLog, range: PartitionRange): AsyncGenerator<Message> {
  for (let end = range.nextOffset; end > range.firstOffset;) {
    const wanted = end - BigInt(PIECE)
    const start = wanted > range.firstOffset ? wanted : range.firstOffset
    yield* (await between(log, range, { start, end })).toReversed()
    end = start
  }
}

/** Offsets may have holes, and a log may give less at once than was asked for. */
async function between(
  log: EventLog,
  range: PartitionRange,
  { start, end }: { readonly start: bigint; readonly end: bigint },
): Promise<Message[]> {
  const messages: Message[] = []
  let from = start
  while (from < end) {
    const found = await log.read(range, from, Number(end - from))
    const last = found.at(-1)
    if (last === undefined) break
    messages.push(...found.filter(({ offset }) => offset < end))
    from = last.offset + 1n
  }
  return messages
}
