import type { Contract } from '../../lakehouse/contracts/contract.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import {
  type EventLog,
  type Message,
  type PartitionRange,
  partitionName,
} from '../../lakehouse/events/event-log.ts'
import { movesOf, positionsIn } from '../../lakehouse/events/progress.ts'
import type { Topic } from '../../lakehouse/events/topics.ts'
import { instantOf } from '../../lakehouse/instant.ts'
import { stageLines } from './staged.ts'

/** How a topic becomes rows. */
export interface SinkForm {
  readonly topic: Topic
  readonly contract: Contract
  /** The column that tells one from another: rows that come again under it count once. */
  readonly identity: string
  /** The column of when a row was made. */
  readonly madeAt: string
  /** What a message tells, with the contract's columns as `csvLine` has them; undefined: nothing that has the form. */
  readonly read: (message: Message) => { readonly id: string; readonly lines: string[] } | undefined
}

export interface SinkOptions {
  readonly engine: Engine
  readonly log: EventLog
  /** For files on their way. */
  readonly folder: string
  /** How long the log keeps messages: what is appended twice is within it. */
  readonly retentionMs: number
}

/** Turns what the topic has into rows, each identity once; gives how many messages it read. */
export type Sink = () => Promise<number>

const READ_MAX = 1000
const COMMIT_MAX = 10_000

export async function openSink(form: SinkForm, options: SinkOptions): Promise<Sink> {
  const { engine, log, folder, retentionMs } = options
  const { topic, contract, identity, madeAt } = form
  const staged = `stream_${topic}`
  const state = await engine.state(contract)
  let positions = positionsIn(state?.transactions ?? new Map())

  async function readPartition(range: PartitionRange, count: number): Promise<Message[]> {
    const messages: Message[] = []
    const at = positions.get(partitionName(range)) ?? range.firstOffset
    let from = at > range.firstOffset ? at : range.firstOffset
    while (from < range.nextOffset && messages.length < count) {
      const found = await log.read(range, from, READ_MAX)
      const last = found.at(-1)
      if (last === undefined) break
      messages.push(...found)
      from = last.offset + 1n
    }
    return messages
  }

  async function commit(messages: readonly Message[]): Promise<void> {
    const told = new Map<string, readonly string[]>()
    for (const message of messages) {
      const row = form.read(message)
      if (row && !told.has(row.id)) told.set(row.id, row.lines)
    }
    const after = new Map(positions)
    for (const message of messages) after.set(partitionName(message), message.offset + 1n)
    await stageLines(engine, folder, { name: staged, contract, lines: [...told.values()].flat() })
    const since = instantOf(Date.now() - retentionMs)
    await engine.openRange(contract, { column: madeAt, from: since })
    await engine.write(
      contract,
      `select * from ${staged} where ${identity} not in (select ${identity} from ${contract.name})`,
      { mode: 'append', moves: movesOf(positions, after) },
    )
    positions = after
  }

  return async () => {
    const ranges = (await log.partitions()).filter((range) => range.topic === topic)
    const messages: Message[] = []
    for (const range of ranges)
      messages.push(...(await readPartition(range, COMMIT_MAX / ranges.length)))
    if (messages.length > 0) await commit(messages)
    return messages.length
  }
}
