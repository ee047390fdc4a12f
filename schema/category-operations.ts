import { categoryOperations } from '../lakehouse/contracts/gold/category-operations.ts'
import type { CategoryOperations as Row } from '../lakehouse/serving/operations.ts'
import { builder } from './builder.ts'
import { sayings } from './says.ts'

const says = sayings(categoryOperations)

export const CategoryRate = builder.objectRef<Row>('CategoryRate').implement({
  description: 'How many of a category’s orders are cancelled.',
  fields: (t) => ({
    category: t.exposeString('category', says('category')),
    label: t.exposeString('label', says('label')),
    orders: t.exposeInt('orders', says('orders')),
    cancelled: t.exposeInt('cancelled', says('cancelled')),
    rate: t.exposeFloat('rate', { nullable: true, ...says('rate') }),
  }),
})

export const CategoryRating = builder.objectRef<Row>('CategoryRating').implement({
  description: 'How a category’s products are rated.',
  fields: (t) => ({
    category: t.exposeString('category', says('category')),
    label: t.exposeString('label', says('label')),
    rating: t.exposeFloat('rating', { nullable: true, ...says('rating') }),
    reviews: t.exposeInt('reviews', says('reviews')),
  }),
})
