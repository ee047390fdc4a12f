import type { Receipt, Rejected } from '../lakehouse/events/publish.ts'
import { publishEvents } from '../resolvers/events.ts'
import { builder } from './builder.ts'
import { EventType } from './event-type.ts'

const EventInput = builder.inputType('EventInput', {
  description: 'Something that happened in a shop.',
  fields: (t) => ({
    eventId: t.id({
      description:
        'Names it, so that it counts once however often it is sent; made of the rest where it is missing.',
    }),
    type: t.field({ type: EventType, required: true, description: 'What happened.' }),
    at: t.field({
      type: 'DateTime',
      required: true,
      description: 'When; from 1970 on, and at most five minutes ahead.',
    }),
    sessionId: t.id({ description: 'The visit.' }),
    customerId: t.id({ description: 'Who.' }),
    productId: t.id({ description: 'Of what; needed but for a page view.' }),
    category: t.string({ description: 'Of the product.' }),
    quantity: t.int({ description: 'From 1 to 100,000; of a purchase that does not say, 1.' }),
    unitPrice: t.field({
      type: 'Decimal',
      description: 'What one costs: at most four decimals, below a thousand million.',
    }),
    orderId: t.id({ description: 'Of a purchase, which is one line of it; needed there.' }),
    paymentMethod: t.string({ description: 'How it was paid.' }),
    channel: t.string({ description: 'Through which.' }),
    storeId: t.id({ description: 'Where.' }),
    storeType: t.string({ description: 'What kind of store.' }),
    city: t.string({ description: 'The store’s or the visitor’s.' }),
    province: t.string({ description: 'The store’s or the visitor’s.' }),
    latitude: t.float({ description: 'Where it happened; beside longitude. Unit: degrees.' }),
    longitude: t.float({ description: 'Where it happened; beside latitude. Unit: degrees.' }),
  }),
})

const RejectedEvent = builder.objectRef<Rejected>('RejectedEvent').implement({
  description: 'An event that is none, and why; pipeline.quarantine keeps it.',
  fields: (t) => ({
    index: t.exposeInt('index', { description: 'Among those that were sent, from 0.' }),
    eventId: t.exposeID('eventId', {
      nullable: true,
      description: 'Its own; null where it has none.',
    }),
    reason: t.exposeString('reason', {
      description: 'The field, its value and what was expected.',
    }),
  }),
})

const PublishReceipt = builder.objectRef<Receipt>('PublishReceipt').implement({
  description: 'What became of events that were sent.',
  fields: (t) => ({
    accepted: t.exposeInt('accepted', {
      description: 'Events that are durably stored, those too that had been sent before.',
    }),
    rejected: t.field({
      type: [RejectedEvent],
      description: 'Those that were refused, in their order.',
      resolve: ({ rejected }) => rejected,
    }),
  }),
})

/** To read, check and store one takes as long as many values of an answer; a document may ask for it under many names. */
const COST_OF_EVENT = 100

builder.mutationField('publishEvents', (t) =>
  t.field({
    type: PublishReceipt,
    description:
      'Brings events into the log, at most 1,000; answered when they are durably stored; an event id that is sent again counts once.',
    skipTypeScopes: true,
    authScopes: { ingest: true },
    complexity: ({ events }) => ({ field: events.length * COST_OF_EVENT }),
    args: { events: t.arg({ type: [EventInput], required: true, description: 'At most 1,000.' }) },
    resolve: (_root, args, context) => publishEvents(args, context),
  }),
)
