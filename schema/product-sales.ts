import type { ProductSales as Row } from '../lakehouse/serving/product-sales.ts'
import { found } from '../resolvers/found.ts'
import { topProducts } from '../resolvers/top-products.ts'
import { builder } from './builder.ts'
import { ProductSalesMeasure } from './enums.ts'
import { DateRange } from './filters.ts'
import { listLength } from './list-length.ts'
import { Product } from './refs.ts'
import { SalesFilter } from './sales-filter.ts'

export const ProductSales = builder.objectRef<Row>('ProductSales').implement({
  description: 'What was sold of one product.',
  fields: (t) => ({
    product: t.field({
      type: Product,
      description: 'The product.',
      resolve: async ({ productId }, _args, { loaders }) =>
        found(await loaders.product.load(productId), productId),
    }),
    orders: t.exposeInt('orders', { description: 'Sales with it.' }),
    units: t.exposeInt('units', { description: 'Sum of quantity. Unit: units.' }),
    revenue: t.expose('revenue', {
      type: 'Decimal',
      description: 'Sum of line_total: after discount, before tax and shipping.',
    }),
    profit: t.expose('profit', {
      type: 'Decimal',
      nullable: true,
      description: 'Sum of line profit; null when no line has one.',
    }),
  }),
})

builder.queryField('topProducts', (t) =>
  t.field({
    type: [ProductSales],
    description: 'Best sellers of a slice: a region, a channel, a range. Equals by id.',
    args: {
      by: t.arg({
        type: ProductSalesMeasure,
        required: true,
        defaultValue: 'REVENUE',
        description: 'Best by what.',
      }),
      ...listLength(10),
      range: t.arg({ type: DateRange, description: 'The local day of the order; all by default.' }),
      where: t.arg({ type: SalesFilter, description: 'Of which sales; all by default.' }),
    },
    resolve: (_root, args, context) => topProducts(args, context),
  }),
)
