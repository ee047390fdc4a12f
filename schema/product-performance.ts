import { productPerformance } from '../lakehouse/contracts/gold/product-performance.ts'
import type { ProductPerformance as Row } from '../lakehouse/serving/product-performance.ts'
import { builder } from './builder.ts'
import { AbcClass, SalesClass, StockClass } from './enums.ts'
import { sayings } from './says.ts'

const says = sayings(productPerformance)

export const ProductPerformance = builder.objectRef<Row>('ProductPerformance').implement({
  description: 'How a product sells, over sales up to as_of.',
  fields: (t) => ({
    unitsSold: t.exposeInt('unitsSold', says('units_sold')),
    revenue: t.expose('revenue', { type: 'Decimal', ...says('revenue') }),
    listRevenue: t.expose('listRevenue', { type: 'Decimal', ...says('list_revenue') }),
    profit: t.expose('profit', { type: 'Decimal', nullable: true, ...says('profit') }),
    orders: t.exposeInt('orders', says('orders')),
    customers: t.exposeInt('customers', says('customers')),
    marginPercent: t.exposeFloat('marginPercent', { nullable: true, ...says('margin_percent') }),
    realisedMarginPercent: t.exposeFloat('realisedMarginPercent', {
      nullable: true,
      ...says('realised_margin_percent'),
    }),
    averageStock: t.exposeFloat('averageStock', { nullable: true, ...says('average_stock') }),
    turnover: t.exposeFloat('turnover', { nullable: true, ...says('turnover') }),
    monthsOfInventory: t.exposeFloat('monthsOfInventory', {
      nullable: true,
      ...says('months_of_inventory'),
    }),
    stockClass: t.expose('stockClass', {
      type: StockClass,
      nullable: true,
      ...says('stock_class'),
    }),
    salesClass: t.expose('salesClass', { type: SalesClass, ...says('sales_class') }),
    rating: t.exposeFloat('rating', { nullable: true, ...says('rating') }),
    reviews: t.exposeInt('reviews', says('reviews')),
    lastSoldAt: t.expose('lastSoldAt', {
      type: 'DateTime',
      nullable: true,
      ...says('last_sold_at'),
    }),
    daysWithoutSale: t.exposeInt('daysWithoutSale', {
      nullable: true,
      ...says('days_without_sale'),
    }),
    isStale: t.exposeBoolean('isStale', { nullable: true, ...says('is_stale') }),
    revenueRank: t.exposeInt('revenueRank', says('revenue_rank')),
    abcClass: t.expose('abcClass', { type: AbcClass, ...says('abc_class') }),
  }),
})
