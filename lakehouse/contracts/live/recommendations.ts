import {
  boolean,
  contract,
  date,
  decimal,
  double,
  integer,
  required,
  string,
  timestamp,
} from '../contract.ts'

export const liveRecommendations = contract({
  name: 'live.recommendations',
  grain:
    'one row per (order_id, rank): what goes with an order, at most five; one row without a product where nothing does',
  key: ['order_id', 'rank'],
  partitionedBy: ['date'],
  isStreamed: true,
  columns: {
    order_id: required(string('The order.')),
    ordered_at: required(timestamp('Its first line.', 'UTC')),
    made_at: required(timestamp('When the recommendation was made.', 'UTC')),
    customer_id: string('Who ordered.'),
    store_id: string('Where.'),
    payment_method: string('How it was paid.'),
    total: required(decimal('Sum over its lines.')),
    lines: required(string('JSON: product_id, quantity, unit_price and total of each line.')),
    rank: required(integer('From 1, the best; 0 where nothing is recommended.')),
    product_id: string('What is recommended; NULL at rank 0.'),
    relevance: double('Score ÷ the best one’s; NULL for a fallback.', '0–1'),
    confidence: double(
      'Share of the sales with a product of the order that have this one too.',
      '0–1',
    ),
    is_fallback: required(boolean('A best seller, since nothing is known to go with the order.')),
    because: required(string('JSON: the order’s products that speak for it, the strongest first.')),
    is_simulated: required(boolean('Of an order that the simulator made.')),
    date: required(date('The day of ordered_at.', 'UTC')),
  },
})
