import { contract, decimal, integer, required, string } from '../contract.ts'
import { EVENT_COLUMNS } from './event-columns.ts'

export const liveOrders = contract({
  name: 'live.orders',
  grain: 'one row per purchase event: a line of an order',
  key: ['event_id'],
  partitionedBy: ['date'],
  isStreamed: true,
  sortedBy: ['event_ts', 'event_id'],
  columns: {
    ...EVENT_COLUMNS,
    order_id: required(string('The order; its lines share it.')),
    quantity: required(integer('How many.', 'units')),
    unit_price: decimal('What one costs.'),
    total: required(decimal('quantity × unit_price; 0 without a price.')),
    payment_method: string('How it was paid.'),
  },
})
