import type { Topic } from './topics.ts'

/** Of a message's key and value in UTF-8; what Kafka takes as it comes. */
export const MESSAGE_BYTES_MAX = 1_000_000

/** A message to be appended. Messages of one key keep their order: they go to one partition, the same of every topic. */
export interface NewMessage {
  readonly topic: Topic
  readonly key: string | null
  /** JSON, as a rule; whatever came, where it is broken. */
  readonly value: string
}

/** A message as the log has it. */
export interface Message extends NewMessage {
  readonly partition: number
  /** Grows within its partition, from 0; Kafka leaves some out. */
  readonly offset: bigint
  /** When it was appended, milliseconds since 1970. */
  readonly at: number
}

export interface PartitionRange {
  readonly topic: Topic
  readonly partition: number
  /** Of the oldest message that is still kept. */
  readonly firstOffset: bigint
  /** Of the message that will be appended next. */
  readonly nextOffset: bigint
}

/** By `orders/0`: the offset that is to be read next. A partition that is not named is read from its first message. */
export type Positions = ReadonlyMap<string, bigint>

export function partitionName({ topic, partition }: Pick<Message, 'topic' | 'partition'>): string {
  return `${topic}/${partition}`
}

export interface Batch {
  /** Of a partition in the order of their offsets; empty where nothing came for a while. */
  readonly messages: readonly Message[]
  /** Partitions that had more than was taken, by name: what they hold is late without being idle. */
  readonly unread: ReadonlySet<string>
}

export interface FollowOptions {
  readonly topics: readonly Topic[]
  /** `end`: only what is appended once the first batch was given. */
  readonly from: Positions | 'end'
  /** Most messages of a batch, fewer where they are large; the next is read when the one before was taken. */
  readonly batchSize: number
  /** Ends the iteration; nothing is thrown. */
  readonly signal: AbortSignal
}

/**
 * Where events wait to be processed: a file beside the lake, or Apache Kafka.
 *
 * Errors: `LakehouseError` `LOG_UNAVAILABLE` where the log does not answer in time; `POSITION_EXPIRED` for a position whose messages
 * are no longer kept, or that were never there; `MESSAGE_TOO_LARGE`, and then nothing was appended.
 */
export interface EventLog extends AsyncDisposable {
  /** Durable once it returns, all of them; what failed may be appended in part, and is sent again whole. */
  append(messages: readonly NewMessage[]): Promise<void>
  /** Every partition of every topic, by topic and partition. */
  partitions(): Promise<readonly PartitionRange[]>
  /** At most `count` messages of one partition from an offset on, fewer where they are large; none where it has no more. */
  read(
    partition: Pick<Message, 'topic' | 'partition'>,
    from: bigint,
    count: number,
  ): Promise<readonly Message[]>
  /**
   * Gives what there is, evenly over the partitions, then what comes, within some milliseconds. The first batch comes at once, an
   * empty one each quarter of a second without messages.
   */
  follow(options: FollowOptions): AsyncIterable<Batch>
  /** Forgets messages that are older than the retention. Kafka does so by itself. */
  retain(): Promise<void>
}
