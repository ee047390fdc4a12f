import { bigint, contract, date, double, required } from '../contract.ts'

export const ratingTrend = contract({
  name: 'gold.rating_trend',
  grain: 'one row per local month with a review',
  columns: {
    month: required(date('The first day of the local month.')),
    rating: required(double('Mean rating of its reviews.', '1–5')),
    reviews: required(bigint('Its reviews.')),
  },
  key: ['month'],
  isServed: true,
})
