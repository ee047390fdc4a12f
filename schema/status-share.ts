import { statuses } from '../lakehouse/contracts/gold/statuses.ts'
import type { StatusShare as Row } from '../lakehouse/serving/operations.ts'
import { builder } from './builder.ts'
import { OrderStatus } from './enums.ts'
import { sayings } from './says.ts'

const says = sayings(statuses)

export const StatusShare = builder.objectRef<Row>('StatusShare').implement({
  description: 'How many orders have one status.',
  fields: (t) => ({
    status: t.expose('status', { type: OrderStatus, nullable: true, ...says('status') }),
    orders: t.exposeInt('orders', says('orders')),
    share: t.exposeFloat('share', says('share')),
  }),
})
