import { salesMetrics } from '../lakehouse/contracts/gold/sales-metrics.ts'
import type { SalesMetric as Row } from '../lakehouse/serving/sales-metrics.ts'
import { money } from '../resolvers/money.ts'
import { metrics } from '../resolvers/sales-metrics.ts'
import { selected } from '../resolvers/selected.ts'
import { builder } from './builder.ts'
import { Grain, MetricDimension } from './enums.ts'
import { periods } from './periods.ts'
import { sayings } from './says.ts'

const says = sayings(salesMetrics)

export const SalesMetric = builder.objectRef<Row>('SalesMetric').implement({
  description: 'What was sold in one period, of one value of a dimension.',
  fields: (t) => ({
    grain: t.expose('grain', { type: Grain, ...says('grain') }),
    periodStart: t.expose('periodStart', { type: 'Date', ...says('period_start') }),
    dimension: t.field({
      type: MetricDimension,
      nullable: true,
      description: 'What it is cut by; null for all sales.',
      resolve: ({ dimension }) => (dimension === 'TOTAL' ? null : dimension),
    }),
    value: t.exposeString('value', { nullable: true, ...says('value') }),
    label: t.exposeString('label', { nullable: true, ...says('label') }),
    isComplete: t.exposeBoolean('isComplete', says('is_complete')),
    orders: t.exposeInt('orders', says('orders')),
    cancelledOrders: t.exposeInt('cancelledOrders', says('cancelled_orders')),
    refundedOrders: t.exposeInt('refundedOrders', says('refunded_orders')),
    units: t.exposeInt('units', says('units')),
    revenue: t.expose('revenue', { type: 'Decimal', ...says('revenue') }),
    listRevenue: t.expose('listRevenue', { type: 'Decimal', ...says('list_revenue') }),
    discount: t.expose('discount', { type: 'Decimal', ...says('discount') }),
    grossRevenue: t.expose('grossRevenue', { type: 'Decimal', ...says('gross_revenue') }),
    refundedRevenue: t.expose('refundedRevenue', { type: 'Decimal', ...says('refunded_revenue') }),
    returnsValue: t.expose('returnsValue', { type: 'Decimal', ...says('returns_value') }),
    netRevenue: t.expose('netRevenue', { type: 'Decimal', ...says('net_revenue') }),
    profit: t.expose('profit', { type: 'Decimal', nullable: true, ...says('profit') }),
    uniqueCustomers: t.exposeInt('uniqueCustomers', says('unique_customers')),
    newCustomers: t.exposeInt('newCustomers', says('new_customers')),
    aov: t.field({
      type: 'Decimal',
      nullable: true,
      ...says('aov'),
      resolve: ({ aov }) => money(aov),
    }),
    ordersPerCustomer: t.exposeFloat('ordersPerCustomer', {
      nullable: true,
      ...says('orders_per_customer'),
    }),
    itemsPerOrder: t.exposeFloat('itemsPerOrder', { nullable: true, ...says('items_per_order') }),
    revenuePrevious: t.expose('revenuePrevious', {
      type: 'Decimal',
      nullable: true,
      ...says('revenue_previous'),
    }),
    growthPercent: t.exposeFloat('growthPercent', { nullable: true, ...says('growth_percent') }),
    revenueYearAgo: t.expose('revenueYearAgo', {
      type: 'Decimal',
      nullable: true,
      ...says('revenue_year_ago'),
    }),
    yoyPercent: t.exposeFloat('yoyPercent', { nullable: true, ...says('yoy_percent') }),
    cumulativeRevenue: t.expose('cumulativeRevenue', {
      type: 'Decimal',
      ...says('cumulative_revenue'),
    }),
  }),
})

builder.queryField('salesMetrics', (t) =>
  t.field({
    type: [SalesMetric],
    description:
      'By period, then value. Without a dimension: all sales. More rows than `first`: BAD_USER_INPUT that names the count.',
    args: {
      ...periods,
      dimension: t.arg({ type: MetricDimension, description: 'What to cut by.' }),
      values: t.arg.stringList({
        description:
          'Only these values of the dimension, at most 500; zeros where one has no order.',
      }),
      first: t.arg.int({
        required: true,
        defaultValue: 1000,
        description: 'At most so many rows, 1–10,000.',
      }),
    },
    resolve: (_root, args, context, info) =>
      metrics({ ...args, properties: selected(info) }, context),
  }),
)
