import { productCategories } from '../lakehouse/contracts/silver/product-categories.ts'
import type { Category as CategoryRow } from '../lakehouse/serving/categories.ts'
import { builder } from './builder.ts'
import { sayings } from './says.ts'

export const Category = builder.objectRef<CategoryRow>('Category')

const says = sayings(productCategories)

builder.node(Category, {
  description: 'A kind of product, in a tree.',
  id: { resolve: ({ categoryId }) => categoryId },
  loadOne: (id, { loaders }) => loaders.category.load(id),
  fields: (t) => ({
    categoryId: t.exposeID('categoryId', says('category_id')),
    name: t.exposeString('name', says('name')),
    description: t.exposeString('description', { nullable: true, ...says('description') }),
    isActive: t.exposeBoolean('isActive', says('is_active')),
    path: t.stringList({
      description: 'Names from the root to this one.',
      resolve: ({ path }) => [...path],
    }),
  }),
})
