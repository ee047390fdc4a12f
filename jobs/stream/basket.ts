import type { ShopEvent } from '../../lakehouse/events/event.ts'
import type { BasketLine, OrderRecommendation } from '../../lakehouse/events/recommendation.ts'
import { instantOf } from '../../lakehouse/instant.ts'
import type { Recommendation } from '../../lakehouse/serving/recommendations.ts'
import type { OpenOrder } from './open-orders.ts'

/** An order with what goes with it; what its lines share is the first's that says it. */
export function basketOf(
  { orderId, lines: collected }: Pick<OpenOrder, 'orderId' | 'lines'>,
  recommendations: readonly Recommendation[],
  madeAt: number,
): OrderRecommendation {
  const events = [...collected.values()]
  const first = (field: 'customerId' | 'storeId' | 'paymentMethod') =>
    events.find((event) => event[field] !== null)?.[field] ?? null
  const lines = events.map(lineOf)
  return {
    orderId,
    orderedAt: events.map(({ at }) => at).reduce((left, right) => (left < right ? left : right)),
    madeAt: instantOf(madeAt),
    customerId: first('customerId'),
    storeId: first('storeId'),
    paymentMethod: first('paymentMethod'),
    total: money(lines.reduce((sum, { total }) => sum + units(total), 0n)),
    isSimulated: events.some(({ isSimulated }) => isSimulated),
    lines,
    recommendations,
  }
}

function lineOf({ productId, quantity, unitPrice }: ShopEvent): BasketLine {
  const count = quantity ?? 1
  const price = unitPrice ?? '0.0000'
  return {
    productId: productId!,
    quantity: count,
    unitPrice: price,
    total: money(BigInt(count) * units(price)),
  }
}

/** Of `12.5000`: ten-thousandths. */
const units = (amount: string) => BigInt(amount.replace('.', ''))

function money(tenThousandths: bigint): string {
  const digits = String(tenThousandths).padStart(5, '0')
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`
}
