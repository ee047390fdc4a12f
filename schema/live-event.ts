import { bronzeEvents } from '../lakehouse/contracts/bronze/events.ts'
import { type ToldEvent, categoryOf, events } from '../resolvers/told-events.ts'
import { builder } from './builder.ts'
import { EventType } from './event-type.ts'
import { Product } from './refs.ts'
import { sayings } from './says.ts'
import { AFTER, CURSOR } from './subscription.ts'

const says = sayings(bronzeEvents)

const LiveEvent = builder.objectRef<ToldEvent>('LiveEvent').implement({
  description: 'What a visitor did, as it came in.',
  fields: (t) => ({
    cursor: t.string({ description: CURSOR, resolve: ({ cursor }) => cursor() }),
    eventId: t.exposeID('eventId', says('event_id')),
    type: t.expose('type', { type: EventType, description: 'What was done.' }),
    at: t.expose('at', { type: 'DateTime', ...says('event_ts') }),
    sessionId: t.exposeID('sessionId', { nullable: true, ...says('session_id') }),
    product: t.field({
      type: Product,
      nullable: true,
      description: 'Null without one, and where the publication does not have it.',
      resolve: ({ productId }, _args, { loaders }) =>
        productId === null ? null : loaders.product.load(productId),
    }),
    productId: t.exposeID('productId', { nullable: true, ...says('product_id') }),
    category: t.string({
      nullable: true,
      description: 'The event’s own, else the product’s leaf name; null without either.',
      resolve: (event, _args, context) => categoryOf(event, context),
    }),
    storeId: t.exposeID('storeId', { nullable: true, ...says('store_id') }),
    storeType: t.exposeString('storeType', { nullable: true, ...says('store_type') }),
    city: t.exposeString('city', { nullable: true, ...says('city') }),
    province: t.exposeString('province', { nullable: true, ...says('province') }),
    isSimulated: t.exposeBoolean('isSimulated', says('is_simulated')),
  }),
})

builder.subscriptionField('events', (t) =>
  t.field({
    type: LiveEvent,
    description: 'Each event as it comes in.',
    args: {
      types: t.arg({ type: [EventType], description: 'Of these types; else of all.' }),
      after: t.arg.string({ description: AFTER }),
    },
    subscribe: (_root, args) => events(args),
    resolve: (event) => event,
  }),
)
