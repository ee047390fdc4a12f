import { customerAnalytics } from '../lakehouse/contracts/gold/customer-analytics.ts'
import type { CustomerAnalytics as Row } from '../lakehouse/serving/customer-analytics.ts'
import { money } from '../resolvers/money.ts'
import { builder } from './builder.ts'
import { Segment } from './enums.ts'
import { sayings } from './says.ts'

const says = sayings(customerAnalytics)

export const CustomerAnalytics = builder.objectRef<Row>('CustomerAnalytics').implement({
  description: 'A customer’s figures, over sales up to as_of.',
  fields: (t) => ({
    orders: t.exposeInt('orders', says('orders')),
    units: t.exposeInt('units', says('units')),
    revenue: t.expose('revenue', { type: 'Decimal', ...says('revenue') }),
    profit: t.expose('profit', { type: 'Decimal', nullable: true, ...says('profit') }),
    aov: t.field({
      type: 'Decimal',
      nullable: true,
      ...says('aov'),
      resolve: ({ aov }) => money(aov),
    }),
    firstOrderAt: t.expose('firstOrderAt', {
      type: 'DateTime',
      nullable: true,
      ...says('first_order_at'),
    }),
    lastOrderAt: t.expose('lastOrderAt', {
      type: 'DateTime',
      nullable: true,
      ...says('last_order_at'),
    }),
    recencyDays: t.exposeInt('recencyDays', { nullable: true, ...says('recency_days') }),
    tenureMonths: t.exposeInt('tenureMonths', { nullable: true, ...says('tenure_months') }),
    purchaseFrequency: t.exposeFloat('purchaseFrequency', {
      nullable: true,
      ...says('purchase_frequency'),
    }),
    clv: t.field({
      type: 'Decimal',
      nullable: true,
      ...says('clv'),
      resolve: ({ clv }) => money(clv),
    }),
    acquisitionCost: t.expose('acquisitionCost', { type: 'Decimal', ...says('acquisition_cost') }),
    expectedLifetimeMonths: t.exposeInt('expectedLifetimeMonths', says('expected_lifetime_months')),
    historicValue: t.expose('historicValue', {
      type: 'Decimal',
      nullable: true,
      ...says('historic_value'),
    }),
    rScore: t.exposeInt('rScore', { nullable: true, ...says('r_score') }),
    fScore: t.exposeInt('fScore', { nullable: true, ...says('f_score') }),
    mScore: t.exposeInt('mScore', { nullable: true, ...says('m_score') }),
    rfm: t.exposeInt('rfm', { nullable: true, ...says('rfm') }),
    segment: t.expose('segment', { type: Segment, ...says('segment') }),
    favouriteCategory: t.exposeString('favouriteCategory', {
      nullable: true,
      ...says('favourite_category'),
    }),
    favouriteChannel: t.exposeString('favouriteChannel', {
      nullable: true,
      ...says('favourite_channel'),
    }),
    favouriteCountry: t.exposeString('favouriteCountry', {
      nullable: true,
      ...says('favourite_country'),
    }),
    favouriteCity: t.exposeString('favouriteCity', { nullable: true, ...says('favourite_city') }),
  }),
})
