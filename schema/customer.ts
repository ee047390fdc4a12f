import { customers } from '../lakehouse/contracts/silver/customers.ts'
import { customerPage, topCustomers } from '../resolvers/customers.ts'
import { found } from '../resolvers/found.ts'
import { customerRecommendations } from '../resolvers/recommendations.ts'
import { selected } from '../resolvers/selected.ts'
import { builder } from './builder.ts'
import { connectionType, forwardPage, page } from './connection.ts'
import { CustomerAnalytics } from './customer-analytics.ts'
import { CustomerFilter, CustomerOrderBy } from './customer-filter.ts'
import { CustomerValue } from './enums.ts'
import { listLength } from './list-length.ts'
import { OrderConnection } from './order.ts'
import { OrderFilter, OrderOrderBy } from './order-filter.ts'
import { personal } from './personal.ts'
import { Recommendation } from './recommendation.ts'
import { Customer } from './refs.ts'
import { ReviewConnection } from './review.ts'
import { sayings } from './says.ts'

const says = sayings(customers)

builder.node(Customer, {
  description: 'Who buys. A guest order has none.',
  id: { resolve: ({ customerId }) => customerId },
  loadWithoutCache: (id, { loaders }) => loaders.customer.load(id),
  fields: (t) => ({
    customerId: t.exposeID('customerId', says('customer_id')),
    name: t.exposeString('name', { nullable: true, ...personal, ...says('name') }),
    email: t.exposeString('email', { nullable: true, ...personal, ...says('email') }),
    phone: t.exposeString('phone', { nullable: true, ...personal, ...says('phone') }),
    birthDate: t.expose('birthDate', {
      type: 'Date',
      nullable: true,
      ...personal,
      ...says('birth_date'),
    }),
    ageBand: t.exposeString('ageBand', { nullable: true, ...says('age_band') }),
    city: t.exposeString('city', { nullable: true, ...says('city') }),
    region: t.exposeString('region', { nullable: true, ...says('region') }),
    country: t.exposeString('country', { nullable: true, ...says('country') }),
    countryCode: t.exposeString('countryCode', { nullable: true, ...says('country_code') }),
    registeredAt: t.expose('registeredAt', {
      type: 'DateTime',
      nullable: true,
      ...says('registered_at'),
    }),
    tenureDays: t.exposeInt('tenureDays', { nullable: true, ...says('tenure_days') }),
    isActive: t.exposeBoolean('isActive', says('is_active')),
    analytics: t.field({
      type: CustomerAnalytics,
      description: 'Figures, also of those without a sale.',
      resolve: async ({ customerId }, _args, { loaders }) =>
        found(await loaders.customerAnalytics.load(customerId), customerId),
    }),
    orders: t.field({
      type: OrderConnection,
      description: 'The customer’s orders, the latest first unless ordered.',
      args: {
        where: t.arg({ type: OrderFilter, description: 'Which; all by default.' }),
        orderBy: t.arg({ type: [OrderOrderBy], description: 'Then by id.' }),
        ...forwardPage,
      },
      resolve: ({ customerId }, args, { loaders }, info) =>
        loaders.customerOrders.page(customerId, { ...args, properties: selected(info) }),
    }),
    reviews: t.field({
      type: ReviewConnection,
      description: 'The customer’s reviews, the latest first.',
      args: forwardPage,
      resolve: ({ customerId }, args, { loaders }, info) =>
        loaders.customerReviews.page(customerId, { ...args, properties: selected(info) }),
    }),
    recommendations: t.field({
      type: [Recommendation],
      description: 'From the basket of the customer’s last sale, the best first, at most five.',
      args: listLength(5),
      resolve: ({ customerId }, args, context) =>
        customerRecommendations(customerId, args, context),
    }),
  }),
})

const CustomerConnection = connectionType('Customer', Customer)

builder.queryFields((t) => ({
  customer: t.field({
    type: Customer,
    nullable: true,
    description: 'A customer by its own key; null when it is not there.',
    args: { customerId: t.arg.id({ required: true, description: 'The source’s key.' }) },
    resolve: (_root, { customerId }, { loaders }) => loaders.customer.load(customerId),
  }),
  customers: t.field({
    type: CustomerConnection,
    description: 'Customers that fit, by id unless ordered.',
    args: {
      where: t.arg({ type: CustomerFilter, description: 'Which; all by default.' }),
      orderBy: t.arg({ type: [CustomerOrderBy], description: 'Then by id.' }),
      ...page,
    },
    resolve: (_root, args, context, info) =>
      customerPage({ ...args, properties: selected(info) }, context),
  }),
  topCustomers: t.field({
    type: [Customer],
    description: 'The best customers by one figure, those without it last.',
    args: {
      by: t.arg({
        type: CustomerValue,
        required: true,
        defaultValue: 'CLV',
        description: 'Which figure.',
      }),
      ...listLength(10),
      where: t.arg({ type: CustomerFilter, description: 'Among which; all by default.' }),
    },
    resolve: (_root, args, context, info) =>
      topCustomers({ ...args, properties: selected(info) }, context),
  }),
}))
