import { boolean, date, required, string, timestamp } from '../contract.ts'

/** What every typed event has. */
export const EVENT_COLUMNS = {
  event_id: required(string('Names the event; an id that comes again counts once.')),
  event_ts: required(timestamp('When it happened.', 'UTC')),
  session_id: string('The visit.'),
  customer_id: string('Who; NULL for a visitor who is not known.'),
  product_id: string('Of what.'),
  category: string('The event’s own, else the product’s leaf name; NULL without either.'),
  channel: string('Through which.'),
  store_id: string('Where.'),
  store_type: string('What kind of store.'),
  city: string('The store’s or the visitor’s.'),
  province: string('The store’s or the visitor’s.'),
  is_simulated: required(boolean('Made by the simulator.')),
  is_late: required(boolean('Its minute was closed when it came: in no window.')),
  date: required(date('The day of event_ts.', 'UTC')),
} as const
