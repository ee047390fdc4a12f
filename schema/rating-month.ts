import { ratingTrend } from '../lakehouse/contracts/gold/rating-trend.ts'
import type { RatingMonth as Row } from '../lakehouse/serving/operations.ts'
import { builder } from './builder.ts'
import { sayings } from './says.ts'

const says = sayings(ratingTrend)

export const RatingMonth = builder.objectRef<Row>('RatingMonth').implement({
  description: 'What reviews of one month say.',
  fields: (t) => ({
    month: t.expose('month', { type: 'Date', ...says('month') }),
    rating: t.exposeFloat('rating', says('rating')),
    reviews: t.exposeInt('reviews', says('reviews')),
  }),
})
