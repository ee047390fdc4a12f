import { products } from '../lakehouse/contracts/silver/products.ts'
import { forward, listSize } from '../resolvers/bounds.ts'
import { found } from '../resolvers/found.ts'
import { productPage } from '../resolvers/products.ts'
import { selected } from '../resolvers/selected.ts'
import { builder } from './builder.ts'
import { forwardPage, page } from './connection.ts'
import { listLength } from './list-length.ts'
import { periods } from './periods.ts'
import { ProductConnection } from './product-connection.ts'
import { ProductFilter, ProductOrderBy } from './product-filter.ts'
import { ProductPerformance } from './product-performance.ts'
import { ProductPeriod } from './product-period.ts'
import { Category, Product } from './refs.ts'
import { ReviewConnection } from './review.ts'
import { sayings } from './says.ts'
import { SimilarProduct } from './similar-product.ts'

const says = sayings(products)

builder.node(Product, {
  description: 'What is sold.',
  id: { resolve: ({ productId }) => productId },
  loadWithoutCache: (id, { loaders }) => loaders.product.load(id),
  fields: (t) => ({
    productId: t.exposeID('productId', says('product_id')),
    name: t.exposeString('name', says('name')),
    description: t.exposeString('description', { nullable: true, ...says('description') }),
    subcategory: t.exposeString('subcategory', { nullable: true, ...says('subcategory') }),
    brand: t.exposeString('brand', { nullable: true, ...says('brand') }),
    model: t.exposeString('model', { nullable: true, ...says('model') }),
    price: t.expose('price', { type: 'Decimal', nullable: true, ...says('price') }),
    cost: t.expose('cost', { type: 'Decimal', nullable: true, ...says('cost') }),
    stock: t.exposeInt('stock', { nullable: true, ...says('stock') }),
    weightKg: t.expose('weightKg', { type: 'Decimal', nullable: true, ...says('weight_kg') }),
    dimensions: t.exposeString('dimensions', { nullable: true, ...says('dimensions') }),
    priceBand: t.exposeString('priceBand', { nullable: true, ...says('price_band') }),
    launchedOn: t.expose('launchDate', { type: 'Date', nullable: true, ...says('launch_date') }),
    createdAt: t.expose('createdAt', { type: 'DateTime', nullable: true, ...says('created_at') }),
    isActive: t.exposeBoolean('isActive', says('is_active')),
    category: t.field({
      type: Category,
      nullable: true,
      description: 'Null without a known category.',
      resolve: ({ categoryId }, _args, { loaders }) =>
        categoryId === null ? null : loaders.category.load(categoryId),
    }),
    performance: t.field({
      type: ProductPerformance,
      description: 'How it sells, unsold ones too.',
      resolve: async ({ productId }, _args, { loaders }) =>
        found(await loaders.productPerformance.load(productId), productId),
    }),
    similar: t.field({
      type: [SimilarProduct],
      description: 'What is bought with it, the nearest first; 50 are known at most.',
      args: listLength(5),
      resolve: ({ productId }, { first }, { loaders }) =>
        loaders.similarProducts.load({ parent: productId, asked: { limit: listSize(first) } }),
    }),
    reviews: t.field({
      type: ReviewConnection,
      description: 'Its reviews, the latest first.',
      args: forwardPage,
      resolve: ({ productId }, args, { loaders }, info) =>
        loaders.productReviews.page(productId, { ...args, properties: selected(info) }),
    }),
    sales: t.field({
      type: [ProductPeriod],
      description: 'By period, over the shop’s range; zeros where nothing was sold.',
      args: periods,
      resolve: ({ productId }, { grain, range }, { loaders }) =>
        loaders.productPeriods.load({
          parent: productId,
          asked: { grain, range: forward(range) },
        }),
    }),
  }),
})

builder.queryFields((t) => ({
  product: t.field({
    type: Product,
    nullable: true,
    description: 'A product by its own key; null when it is not there.',
    args: { productId: t.arg.id({ required: true, description: 'The source’s key.' }) },
    resolve: (_root, { productId }, { loaders }) => loaders.product.load(productId),
  }),
  products: t.field({
    type: ProductConnection,
    description: 'Products that fit, by id unless ordered.',
    args: {
      where: t.arg({ type: ProductFilter, description: 'Which; all by default.' }),
      orderBy: t.arg({ type: [ProductOrderBy], description: 'Then by id.' }),
      ...page,
    },
    resolve: (_root, args, context, info) =>
      productPage({ ...args, properties: selected(info) }, context),
  }),
}))
