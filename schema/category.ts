import { productCategories } from '../lakehouse/contracts/silver/product-categories.ts'
import { allCategories } from '../lakehouse/serving/categories.ts'
import { metricsOfValue } from '../resolvers/sales-metrics.ts'
import { selected } from '../resolvers/selected.ts'
import { builder } from './builder.ts'
import { forwardPage } from './connection.ts'
import { periods } from './periods.ts'
import { ProductConnection } from './product-connection.ts'
import { ProductFilter, ProductOrderBy } from './product-filter.ts'
import { Category } from './refs.ts'
import { SalesMetric } from './sales-metric.ts'
import { sayings } from './says.ts'

const says = sayings(productCategories)

builder.node(Category, {
  description: 'A kind of product, in a tree.',
  id: { resolve: ({ categoryId }) => categoryId },
  loadWithoutCache: (id, { loaders }) => loaders.category.load(id),
  fields: (t) => ({
    categoryId: t.exposeID('categoryId', says('category_id')),
    name: t.exposeString('name', says('name')),
    description: t.exposeString('description', { nullable: true, ...says('description') }),
    isActive: t.exposeBoolean('isActive', says('is_active')),
    path: t.stringList({
      description: 'Names from the root to this one.',
      resolve: ({ path }) => [...path],
    }),
    parent: t.field({
      type: Category,
      nullable: true,
      ...says('parent_category_id'),
      resolve: ({ parentCategoryId }, _args, { loaders }) =>
        parentCategoryId === null ? null : loaders.category.load(parentCategoryId),
    }),
    children: t.field({
      type: [Category],
      description: 'The categories right below it, by path.',
      resolve: ({ categoryId }, _args, { loaders }) => loaders.categoryChildren.load(categoryId),
    }),
    products: t.field({
      type: ProductConnection,
      description: 'Products of this very category, by id unless ordered.',
      args: {
        where: t.arg({ type: ProductFilter, description: 'Which; all by default.' }),
        orderBy: t.arg({ type: [ProductOrderBy], description: 'Then by id.' }),
        ...forwardPage,
      },
      resolve: ({ categoryId }, args, { loaders }, info) =>
        loaders.categoryProducts.page(categoryId, { ...args, properties: selected(info) }),
    }),
    sales: t.field({
      type: [SalesMetric],
      description:
        'By period. Of a root: of all its tree (ROOT_CATEGORY); else of its own products (CATEGORY).',
      args: periods,
      resolve: ({ parentCategoryId, categoryPath }, args, context) =>
        metricsOfValue(
          {
            dimension: parentCategoryId === null ? 'ROOT_CATEGORY' : 'CATEGORY',
            value: categoryPath,
          },
          args,
          context,
        ),
    }),
  }),
})

builder.queryFields((t) => ({
  categories: t.field({
    type: [Category],
    description: 'All, by path.',
    resolve: (_root, _args, { reader }) => allCategories(reader),
  }),
  category: t.field({
    type: Category,
    nullable: true,
    description: 'A category by its own key; null when it is not there.',
    args: { categoryId: t.arg.id({ required: true, description: 'The source’s key.' }) },
    resolve: (_root, { categoryId }, { loaders }) => loaders.category.load(categoryId),
  }),
}))
