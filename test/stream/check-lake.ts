import { join } from 'node:path'
import { bronzeEvents } from '../../lakehouse/contracts/bronze/events.ts'
import type { Contract } from '../../lakehouse/contracts/contract.ts'
import { CLOSED_TABLES, EVENT_TABLES } from '../../lakehouse/contracts/live/tables.ts'
import { deadLetters } from '../../lakehouse/contracts/ops/dead-letters.ts'
import { history } from '../../lakehouse/delta/history.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { type EventLog, type Message, partitionName } from '../../lakehouse/events/event-log.ts'
import { type ShopEvent, isRefused, readEventJson } from '../../lakehouse/events/event.ts'
import { readProgress } from '../../lakehouse/events/progress.ts'
import { EVENT_TOPICS, type Topic } from '../../lakehouse/events/topics.ts'
import { text } from '../../lakehouse/sql.ts'
import { FIGURE_COLUMNS, type Happened, money, naiveFigures, rowText } from './naive.ts'

export interface CheckedLake {
  readonly engine: Engine
  readonly lake: string
  readonly log: EventLog
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/**
 * Recomputes from the log's messages what a lake's streamed tables must hold, and says what differs, one line each; nothing where
 * all is as it must be. No product has a category of its own.
 */
export async function streamDifferences(checked: CheckedLake): Promise<string[]> {
  const { engine } = checked
  const messages = await messagesOf(checked.log)
  const found: string[] = []
  const expectSame = (what: string, got: unknown, wanted: unknown) => {
    const [a, b] = [JSON.stringify(got), JSON.stringify(wanted)]
    if (a !== b) found.push(`${what}: ${difference(got, wanted)}`)
  }

  const good = new Map<string, Arrived[]>()
  const refused: string[] = []
  for (const message of messages) {
    const event = readEventJson(message.value, message.at)
    const place = `${partitionName(message)}/${message.offset}`
    if (isRefused(event)) refused.push(place)
    else push(good, event.eventId, { event, place })
  }

  const rows = await bronzeRows(engine)
  const first = (those: readonly Arrived[]) => those[0]!.place
  expectSame(
    'events by first place',
    rows.map(({ id, place }) => rowText([id, place])).sort(),
    [...good].map(([id, those]) => rowText([id, first(those)])).sort(),
  )
  const progress = readProgress(await engine.state(bronzeEvents))
  expectSame(
    'counters',
    [progress.events, progress.repeated, progress.deadLetters],
    [good.size, messages.length - refused.length - good.size, refused.length],
  )
  const ends = (await checked.log.partitions()).filter(({ topic }) => isEventTopic(topic))
  expectSame(
    'positions',
    [...progress.positions].map(([name, offset]) => rowText([name, offset])).sort(),
    ends
      .filter(({ nextOffset }) => nextOffset > 0n)
      .map((range) => rowText([partitionName(range), range.nextOffset]))
      .sort(),
  )
  expectSame('dead letters', await deadPlaces(engine), refused.toSorted())

  const watermarks = await watermarksByBatch(checked.lake)
  const isLate = ({ at, batch }: Row) =>
    Math.floor(at / MINUTE) * MINUTE + MINUTE <=
    (watermarks.get(batch - 1) ?? Number.NEGATIVE_INFINITY)
  expectSame(
    'late events',
    rows.filter((row) => row.isLate).map(({ id }) => id),
    rows.filter(isLate).map(({ id }) => id),
  )
  expectSame('late count', progress.late, rows.filter((row) => row.isLate).length)

  const happened = rows.map((row) => ({
    ...happenedOf(good.get(row.id)![0]!.event),
    isLate: row.isLate,
  }))
  for (const contract of EVENT_TABLES) await compareTyped(contract)
  const figures = naiveFigures(
    happened.filter((event) => !event.isLate),
    {
      to: Math.floor(progress.watermark! / MINUTE) * MINUTE,
      sessionsTo: Math.floor(progress.watermark! / HOUR) * HOUR,
    },
  )
  for (const contract of CLOSED_TABLES)
    expectSame(contract.name, await figureRows(engine, contract), figures[contract.name])
  return found

  async function compareTyped(contract: Contract): Promise<void> {
    const isOf = (event: Happened) =>
      ({ 'live.orders': 'purchase', 'live.views': 'page_view' })[contract.name] === event.type ||
      (contract.name === 'live.cart' && event.type.endsWith('_cart'))
    await engine.open(contract)
    const total = contract.name === 'live.orders' ? 'total' : "'0.0000'"
    const got = await engine.rows(
      text(
        `select event_id, event_ts, is_late, category, ${total} from ${contract.name} order by event_id`,
      ),
    )
    expectSame(
      contract.name,
      got.map((row) => rowText(Object.values(row))).sort(),
      happened
        .filter(isOf)
        .map(({ eventId, at, isLate: late, category, total: sum }) =>
          rowText([
            eventId,
            new Date(at).toISOString().replace('Z', '000Z'),
            late,
            category,
            money(sum),
          ]),
        )
        .sort(),
    )
  }
}

interface Arrived {
  readonly event: ShopEvent
  readonly place: string
}

interface Row {
  readonly id: string
  readonly place: string
  readonly at: number
  readonly isLate: boolean
  readonly batch: number
}

const isEventTopic = (topic: Topic) => EVENT_TOPICS.some((each) => each === topic)

/** Every message of the events' topics; of a partition in order. */
async function messagesOf(log: EventLog): Promise<Message[]> {
  const messages: Message[] = []
  for (const range of await log.partitions()) {
    if (!isEventTopic(range.topic)) continue
    for (let from = range.firstOffset; from < range.nextOffset;) {
      const read = await log.read(range, from, 5000)
      messages.push(...read)
      from = read.at(-1)!.offset + 1n
    }
  }
  return messages
}

async function bronzeRows(engine: Engine): Promise<Row[]> {
  await engine.open(bronzeEvents)
  const rows = await engine.rows(
    text(`select event_id, topic || '/' || "partition" || '/' || "offset" as place, epoch_ms(event_ts) as at, is_late, batch
      from bronze.events order by event_id`),
  )
  return rows.map((row) => ({
    id: String(row['event_id']),
    place: String(row['place']),
    at: Number(row['at']),
    isLate: row['is_late'] === true,
    batch: Number(row['batch']),
  }))
}

async function deadPlaces(engine: Engine): Promise<string[]> {
  if ((await engine.state(deadLetters)) === undefined) return []
  await engine.open(deadLetters)
  const rows = await engine.rows(text('select dead_letter_id from ops.dead_letters'))
  return rows.map((row) => String(row['dead_letter_id'])).sort()
}

async function watermarksByBatch(lake: string): Promise<Map<number, number>> {
  const commits = await history(join(lake, 'bronze', 'events'))
  return new Map(
    commits.map(({ lineage }) => [
      Number(lineage['batch']),
      Date.parse(lineage['watermark'] ?? '0000-01-01'),
    ]),
  )
}

function happenedOf(event: ShopEvent): Happened {
  const isPurchase = event.type === 'purchase'
  const price = BigInt((event.unitPrice ?? '0.0000').replace('.', ''))
  return {
    eventId: event.eventId,
    type: event.type,
    at: event.atMs,
    sessionId: event.sessionId,
    customerId: event.customerId,
    productId: event.productId,
    category: event.category,
    storeId: event.storeId,
    city: event.city,
    orderId: isPurchase ? event.orderId : null,
    quantity: event.quantity ?? 0,
    total: isPurchase ? price * BigInt(event.quantity ?? 0) : 0n,
  }
}

/** A table of closed figures as `naiveFigures` has it; empty where it is not there. */
export async function figureRows(engine: Engine, contract: Contract): Promise<string[]> {
  if ((await engine.state(contract)) === undefined) return []
  await engine.open(contract)
  const rows = await engine.rows(
    text(`select ${FIGURE_COLUMNS[contract.name]!} from ${contract.name}`),
  )
  return rows.map((row) => rowText(Object.values(row))).sort()
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const those = map.get(key)
  if (those) those.push(value)
  else map.set(key, [value])
}

/** The first few that only one side has. */
function difference(got: unknown, wanted: unknown): string {
  if (!Array.isArray(got) || !Array.isArray(wanted)) return `${String(got)}, not ${String(wanted)}`
  const [left, right] = [new Set(got), new Set(wanted)]
  const extra = got.filter((row) => !right.has(row)).slice(0, 3)
  const missing = wanted.filter((row) => !left.has(row)).slice(0, 3)
  return `${got.length} rows, not ${wanted.length}; too many: ${extra.join('; ')}; missing: ${missing.join('; ')}`
}
