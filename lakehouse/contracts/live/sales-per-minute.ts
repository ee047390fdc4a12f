import {
  bigint,
  contract,
  date,
  decimal,
  double,
  required,
  string,
  timestamp,
} from '../contract.ts'

export const salesPerMinute = contract({
  name: 'live.sales_per_minute',
  grain:
    'one row per (minute, dimension, value) with a purchase, once the watermark has closed the minute',
  key: ['minute', 'dimension', 'value'],
  partitionedBy: ['date'],
  isStreamed: true,
  columns: {
    minute: required(timestamp('When it began.', 'UTC')),
    dimension: required(string('TOTAL, CATEGORY, STORE or CITY.')),
    value: string('The category, store or city, (none) where it is missing; NULL for TOTAL.'),
    orders: required(bigint('Distinct orders.')),
    units: required(bigint('Sum of quantity.', 'units')),
    revenue: required(decimal('Sum of total.')),
    average_ticket: double('revenue ÷ orders.'),
    date: required(date('The day of minute.', 'UTC')),
  },
})
