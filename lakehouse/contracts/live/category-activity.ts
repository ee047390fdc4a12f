import { bigint, contract, date, required, string, timestamp } from '../contract.ts'

export const categoryActivity = contract({
  name: 'live.category_activity',
  grain: 'one row per (minute, category) with an event, once the watermark has closed the minute',
  key: ['minute', 'category'],
  partitionedBy: ['date'],
  isStreamed: true,
  columns: {
    minute: required(timestamp('When it began.', 'UTC')),
    category: required(string('(none) where it is missing.')),
    views: required(bigint('Page views.')),
    adds: required(bigint('Events that put into a cart.')),
    removes: required(bigint('Events that took out of a cart.')),
    purchases: required(bigint('Purchase events.')),
    date: required(date('The day of minute.', 'UTC')),
  },
})
