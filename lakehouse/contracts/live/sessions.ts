import { bigint, contract, date, decimal, required, string, timestamp } from '../contract.ts'

export const liveSessions = contract({
  name: 'live.sessions',
  grain:
    'one row per (session_id, started_at), once the hour is over in which the watermark is 30 minutes past its last event',
  key: ['session_id', 'started_at'],
  partitionedBy: ['date'],
  isStreamed: true,
  columns: {
    session_id: required(
      string('The visit; an event 30 minutes after its last one begins another.'),
    ),
    customer_id: string('Who: the first that its events name.'),
    started_at: required(timestamp('Its first event.', 'UTC')),
    ended_at: required(timestamp('Its last event.', 'UTC')),
    views: required(bigint('Page views.')),
    adds: required(bigint('Events that put into a cart.')),
    removes: required(bigint('Events that took out of a cart.')),
    purchases: required(bigint('Purchase events.')),
    orders: required(bigint('Distinct orders.')),
    revenue: required(decimal('Sum of total over its purchases.')),
    date: required(date('The day of started_at.', 'UTC')),
  },
})
