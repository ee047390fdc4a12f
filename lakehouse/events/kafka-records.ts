import type { fetchV17, RecordsBatch } from '@platformatic/kafka'
import type { Message } from './event-log.ts'

type FetchResponse = ReturnType<typeof fetchV17.parseResponse>
export type FetchedPartition = FetchResponse['responses'][number]['partitions'][number]

/** Bits of a batch's attributes: Kafka protocol, "Record Batch". */
const LOG_APPEND_TIME = 0x08
const TRANSACTIONAL = 0x10
const CONTROL = 0x20
/** Of a control record's key, behind its version: the end of a transaction that is to be as if it had not been. */
const ABORT = 0

/** The messages of one fetched partition from an offset on, and where to go on: a batch may hold none of them. */
export function messagesOf(
  of: Pick<Message, 'topic' | 'partition'>,
  from: bigint,
  fetched: FetchedPartition,
): { readonly messages: Message[]; readonly next: bigint } {
  const batches = fetched.records ?? []
  const last = batches.at(-1)
  return {
    messages: committed(fetched).flatMap((batch) => messagesOfBatch(of, from, batch)),
    next: last ? lastOffset(last) + 1n : from,
  }
}

function messagesOfBatch(
  { topic, partition }: Pick<Message, 'topic' | 'partition'>,
  from: bigint,
  batch: RecordsBatch,
): Message[] {
  const isStamped = (batch.attributes & LOG_APPEND_TIME) !== 0
  return batch.records
    .map(({ offsetDelta, timestampDelta, key, value }) => ({
      topic,
      partition,
      offset: batch.firstOffset + BigInt(offsetDelta),
      key: key?.toString() ?? null,
      value: value?.toString() ?? '',
      at: Number(isStamped ? batch.maxTimestamp : batch.firstTimestamp + timestampDelta),
    }))
    .filter(({ offset }) => offset >= from)
}

/** Without what Kafka wrote itself, and without what a transaction wrote that was given up. */
function committed({ records, abortedTransactions }: FetchedPartition): RecordsBatch[] {
  const givenUp = (abortedTransactions ?? []).toSorted((a, b) =>
    Number(a.firstOffset - b.firstOffset),
  )
  const open = new Set<bigint>()
  return (records ?? []).filter((batch) => {
    while (givenUp[0] && givenUp[0].firstOffset <= lastOffset(batch))
      open.add(givenUp.shift()!.producerId)
    if (batch.attributes & CONTROL) {
      if (batch.records[0]?.key?.readInt16BE(2) === ABORT) open.delete(batch.producerId)
      return false
    }
    return !(batch.attributes & TRANSACTIONAL && open.has(batch.producerId))
  })
}

const lastOffset = ({ firstOffset, lastOffsetDelta }: RecordsBatch) =>
  firstOffset + BigInt(lastOffsetDelta)
