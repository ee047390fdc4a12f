import {
  boolean,
  contract,
  date,
  double,
  integer,
  required,
  string,
  timestamp,
} from '../contract.ts'

export const reviews = contract({
  name: 'silver.reviews',
  grain: 'one row per review_id',
  columns: {
    review_id: required(string('The source’s key, trimmed.')),
    product_id: string('What is reviewed; NULL where the review names none.'),
    customer_id: string('Who wrote it, as the source says.'),
    order_id: string('The order it follows, as the source says.'),
    rating: required(integer('The stars.', '1–5')),
    title: string('As the source says.'),
    comment: string('As the source says.'),
    reviewed_at: timestamp('When it was written.', 'UTC'),
    reviewed_month: date('The first day of its local month.'),
    is_verified_purchase: required(
      boolean('A sale of that customer with that product was ordered before the review.'),
    ),
    helpful_votes: required(
      integer('Readers whom it helped; 0 where the source says nothing.', 'votes'),
    ),
    total_votes: required(integer('Readers who voted; 0 where the source says nothing.', 'votes')),
    helpful_ratio: double('helpful_votes ÷ total_votes; NULL without votes.', '0–1'),
  },
  key: ['review_id'],
  partitionedBy: ['reviewed_month'],
  sortedBy: ['product_id', 'reviewed_at', 'review_id'],
  checks: [
    { rule: 'rating_in_range', severity: 'fail', violation: 'rating < 1 or rating > 5' },
    {
      rule: 'more_helpful_than_total_votes',
      severity: 'warn',
      violation: 'helpful_votes > total_votes',
    },
    {
      rule: 'known_product',
      severity: 'fail',
      count: `select count(*) as failed
        from silver.reviews
        left join silver.products on reviews.product_id = products.product_id
        where reviews.product_id is not null and products.product_id is null`,
    },
  ],
  isServed: true,
})
