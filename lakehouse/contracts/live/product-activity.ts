import { bigint, contract, date, required, string, timestamp } from '../contract.ts'

export const productActivity = contract({
  name: 'live.product_activity',
  grain: 'one row per (minute, product_id) with an event, once the watermark has closed the minute',
  key: ['minute', 'product_id'],
  partitionedBy: ['date'],
  isStreamed: true,
  columns: {
    minute: required(timestamp('When it began.', 'UTC')),
    product_id: required(string('The product; events without one are in no row.')),
    views: required(bigint('Page views.')),
    adds: required(bigint('Events that put it into a cart.')),
    purchases: required(bigint('Purchase events.')),
    date: required(date('The day of minute.', 'UTC')),
  },
})
