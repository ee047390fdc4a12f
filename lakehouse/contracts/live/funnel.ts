import { bigint, contract, date, required, string, timestamp } from '../contract.ts'

export const liveFunnel = contract({
  name: 'live.funnel',
  grain:
    'one row per (hour, category): pairs of session and product by the hour of their first view, once no event can change them',
  key: ['hour', 'category'],
  partitionedBy: ['date'],
  isStreamed: true,
  columns: {
    hour: required(timestamp('When it began.', 'UTC')),
    category: required(string('Of the first view; (none) where it is missing.')),
    views: required(bigint('Pairs that were viewed.')),
    carts: required(
      bigint(
        'Of them, put into a cart within 30 minutes of a view, and not taken out before a purchase.',
      ),
    ),
    purchases: required(bigint('Of them, bought within 30 minutes of that.')),
    date: required(date('The day of hour.', 'UTC')),
  },
})
