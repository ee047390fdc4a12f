import { canonical, given, optional } from './canonical.ts'

export const reviews = canonical({
  table: 'reviews',
  grain: 'a review',
  entityKey: ['review_id'],
  given: {
    review_id: given('string', 'The shop’s own id of the review'),
    product_id: optional('string', 'What is reviewed'),
    customer_id: optional('string', 'Who wrote it'),
    order_id: optional('string', 'The order that it is about'),
    rating: given('integer', 'Stars, 1–5'),
    title: optional('string', 'Title'),
    comment: optional('string', 'Text'),
    review_date: optional('timestamp', 'When it was written'),
    is_verified_purchase: optional('boolean', 'The shop’s own word on it; silver computes its own'),
    helpful_votes: optional('integer', 'Readers who found it helpful; 0 when missing'),
    total_votes: optional('integer', 'Readers who voted; 0 when missing'),
  },
})
