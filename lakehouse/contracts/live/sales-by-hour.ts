import { bigint, contract, date, decimal, required, string, timestamp } from '../contract.ts'

export const salesByHour = contract({
  name: 'live.sales_by_hour',
  grain: 'one row per (hour, store_id) with a purchase, once the watermark has closed the hour',
  key: ['hour', 'store_id'],
  partitionedBy: ['date'],
  isStreamed: true,
  columns: {
    hour: required(timestamp('When it began.', 'UTC')),
    store_id: string('The store; NULL for purchases in none.'),
    orders: required(bigint('Distinct orders.')),
    units: required(bigint('Sum of quantity.', 'units')),
    revenue: required(decimal('Sum of total.')),
    date: required(date('The day of hour.', 'UTC')),
  },
})
