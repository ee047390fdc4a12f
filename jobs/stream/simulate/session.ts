import type { ShopEvent } from '../../../lakehouse/events/event.ts'
import type { EventType } from '../../../lakehouse/events/topics.ts'
import { instantOf } from '../../../lakehouse/instant.ts'
import type { Random } from '../../sources/sample/random.ts'
import type { Place, SimulatedShop } from './shop.ts'
import { visit } from './visit.ts'

/** Of visits by people whom the shop does not know. */
const GUESTS = 0.1

interface Begun {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly at: number
}

/** The events of one visit, in order, each later than the one before. */
export function session(shop: SimulatedShop, { id, at }: Begun, random: Random): ShopEvent[] {
  const isGuest = shop.customers.length === 0 || random.chance(GUESTS)
  const customer = isGuest ? undefined : random.pick(shop.customers)
  const shared = {
    sessionId: id,
    customerId: customer?.customerId ?? null,
    channel: shop.channel(random),
    ...(shop.store(random) ?? home(customer)),
    isSimulated: true,
  }
  const paymentMethod = shop.paymentMethod(random)
  let atMs = at
  return visit(shop, random).map((step, i, steps) => {
    if (i > 0) atMs += pauseBetween(random, steps[i - 1]!.type, step.type)
    const isPurchase = step.type === 'purchase'
    return {
      ...shared,
      eventId: `${id}-${i + 1}`,
      type: step.type,
      at: instantOf(atMs),
      atMs,
      productId: step.product?.productId ?? null,
      category: step.category,
      quantity: step.quantity,
      unitPrice: step.product?.price ?? null,
      orderId: isPurchase ? `${id}-order` : null,
      paymentMethod: isPurchase ? paymentMethod : null,
    }
  })
}

/** Milliseconds: some seconds, but the lines of an order come together. */
function pauseBetween(random: Random, before: EventType, after: EventType): number {
  const isOneOrder = before === 'purchase' && after === 'purchase'
  return isOneOrder ? random.between(3, 60) : random.between(1500, 16_000)
}

const home = (customer: Pick<Place, 'city' | 'province'> | undefined): Place => ({
  storeId: null,
  storeType: null,
  city: customer?.city ?? null,
  province: customer?.province ?? null,
  latitude: null,
  longitude: null,
})
