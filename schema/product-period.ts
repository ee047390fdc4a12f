import type { ProductPeriod as Period } from '../lakehouse/serving/product-periods.ts'
import { builder } from './builder.ts'

export const ProductPeriod = builder.objectRef<Period>('ProductPeriod').implement({
  description: 'What was sold of a product in one period.',
  fields: (t) => ({
    periodStart: t.expose('periodStart', {
      type: 'Date',
      description: 'Its first day, in the business time zone.',
    }),
    orders: t.exposeInt('orders', { description: 'Sales with the product.' }),
    units: t.exposeInt('units', { description: 'Sum of quantity. Unit: units.' }),
    revenue: t.expose('revenue', {
      type: 'Decimal',
      description: 'Sum of line_total: after discount, before tax and shipping.',
    }),
  }),
})
