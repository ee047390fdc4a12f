import { contract, decimal, integer, required, string } from '../contract.ts'
import { EVENT_COLUMNS } from './event-columns.ts'

export const liveCart = contract({
  name: 'live.cart',
  grain: 'one row per product that was put into a cart or taken out of it',
  key: ['event_id'],
  partitionedBy: ['date'],
  isStreamed: true,
  sortedBy: ['event_ts', 'event_id'],
  columns: {
    ...EVENT_COLUMNS,
    event_type: required(string('add_to_cart or remove_from_cart.')),
    quantity: integer('How many.', 'units'),
    unit_price: decimal('What one costs.'),
  },
})
