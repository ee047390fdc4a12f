import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import type { EventLog } from '../../../lakehouse/events/event-log.ts'
import { openSqliteLog } from '../../../lakehouse/events/sqlite-log.ts'
import type { Gateway } from '../../../gateway/gateway.ts'
import { temporaryFolder } from '../../engines/temporary-folder.ts'
import { edgeShop } from '../../golden/edge-shop.ts'
import { serveLake } from '../serve-lake.ts'

/** The hand-made shop in a folder of its own, with the log that its gateways follow. */
export interface LakeWithLog extends AsyncDisposable {
  readonly lake: string
  readonly log: EventLog
  /** Appends purchases of these events' ids; each is a line of an order of its own. */
  readonly buy: (ids: readonly string[], more?: Readonly<Record<string, unknown>>) => Promise<void>
}

export async function lakeWithLog(): Promise<LakeWithLog> {
  const folder = await temporaryFolder()
  await cp((await edgeShop()).lake, folder.path, { recursive: true })
  const path = join(folder.path, '.events.db')
  const log = openSqliteLog({ path, partitions: 4, retentionDays: 7 })
  return {
    lake: folder.path,
    log,
    buy: (ids, more) => log.append(ids.map((id) => purchase(id, more))),
    async [Symbol.asyncDispose]() {
      await log[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}

/** The same with a gateway; `close` ends both. */
export async function serveLakeWithLog(): Promise<{
  readonly shop: LakeWithLog
  readonly gateway: Gateway
  readonly close: () => Promise<void>
}> {
  const shop = await lakeWithLog()
  const gateway = await serveLake(shop.lake)
  const close = async () => {
    await gateway.close()
    await shop[Symbol.asyncDispose]()
  }
  return { shop, gateway, close }
}

function purchase(id: string, more: Readonly<Record<string, unknown>> = {}) {
  const event = {
    event_id: id,
    event_type: 'purchase',
    event_ts: '2026-11-22T12:00:00Z',
    session_id: 's1',
    customer_id: 'u01',
    product_id: 'p01',
    quantity: 2,
    unit_price: '12.50',
    order_id: `o-${id}`,
    ...more,
  }
  return { topic: 'orders' as const, key: event.session_id, value: JSON.stringify(event) }
}
