import { orderOperations } from '../lakehouse/contracts/gold/order-operations.ts'
import type { OrderOperations } from '../lakehouse/serving/operations.ts'
import { builder } from './builder.ts'
import { sayings } from './says.ts'

const says = sayings(orderOperations)

export const Quantiles = builder.objectRef<OrderOperations>('Quantiles').implement({
  description: 'How long sales took from the order to the delivery. Unit: days.',
  fields: (t) => ({
    mean: t.exposeFloat('meanDays', { nullable: true, ...says('mean_days') }),
    median: t.exposeFloat('medianDays', { nullable: true, ...says('median_days') }),
    p90: t.exposeFloat('p90Days', { nullable: true, ...says('p90_days') }),
    count: t.exposeInt('deliveredOrders', says('delivered_orders')),
  }),
})
