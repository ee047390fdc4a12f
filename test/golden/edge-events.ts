import type { Engine } from '../../lakehouse/engines/engine.ts'
import { type Told, tell } from '../build/told.ts'

/** The edge shop sold nothing in September 2016. */
const AT_CENTRO = {
  orderId: 's1',
  customerId: 'u01',
  channel: 'web',
  storeId: 's1',
  paymentMethod: 'pix',
  city: 'São Paulo',
  province: 'SP',
}
const EVENTS: readonly Told[] = [
  // One order of two lines, told in the other order.
  { ...AT_CENTRO, eventId: 'e2', eventTs: '2016-09-10T13:00:30Z', productId: 'p02', unitPrice: '40.0000' },
  { ...AT_CENTRO, eventId: 'e1', eventTs: '2016-09-10T13:00:00Z', productId: 'p01', quantity: 2, unitPrice: '100.0000' },
  // Known from the files already, the line too.
  { eventId: 'e3', eventTs: '2016-09-10T14:00:00Z', orderId: 'o01', productId: 'p05', unitPrice: '999.0000' },
  { eventId: 'o02-1', eventTs: '2016-09-11T14:00:00Z', orderId: 's2', productId: 'p05', unitPrice: '999.0000' },
  // A guest.
  { eventId: 'e4', eventTs: '2016-09-11T10:00:00.123456Z', orderId: 's2', productId: 'p03', unitPrice: '250.0000', channel: 'app' },
  // Nobody knows p99.
  { eventId: 'e5', eventTs: '2016-09-12T10:00:00Z', orderId: 's3', customerId: 'u02', productId: 'p99', unitPrice: '1.0000' },
  { eventId: 'e6', eventTs: '2016-09-12T11:00:00Z', orderId: 's4', customerId: 'u02', productId: 'p06', unitPrice: '30.0000' },
  { eventId: 'e7', eventTs: '2016-09-12T11:00:01Z', orderId: 's4', customerId: 'u02', productId: 'p99', unitPrice: '1.0000' },
  { eventId: 'e8', eventTs: '2016-09-13T10:00:00Z', orderId: 's5', customerId: 'u02', productId: 'p06', unitPrice: '30.0000', isSimulated: true },
  { eventId: 'e9', eventTs: '2016-09-13T10:00:00Z', eventType: 'page_view', topic: 'page_views', quantity: null },
  { eventId: 'e10', eventTs: '2016-09-14T10:00:00Z', orderId: 's6', customerId: 'u02', productId: 'p06' },
  { eventId: 'e11', eventTs: '2016-09-15T10:00:00Z', orderId: 's7', customerId: 'u99', productId: 'p06', unitPrice: '30.0000' },
]
const AGAIN: readonly Told[] = [
  { eventId: 'e4', eventTs: '2016-09-11T10:00:00.123456Z', orderId: 's2', productId: 'p03', quantity: 9, unitPrice: '250.0000' },
]

/** Streams purchases of every kind into the edge shop's lake, in two batches. */
export async function tellEvents(engine: Engine): Promise<void> {
  await tell(engine, EVENTS)
  await tell(engine, AGAIN, 2n)
}
