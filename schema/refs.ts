import type { Category as CategoryRow } from '../lakehouse/serving/categories.ts'
import type { Customer as CustomerRow } from '../lakehouse/serving/customers.ts'
import type { Order as OrderRow } from '../lakehouse/serving/orders.ts'
import type { Product as ProductRow } from '../lakehouse/serving/products.ts'
import { builder } from './builder.ts'

/** Types that name one another, so that their files need not. */
export const Category = builder.objectRef<CategoryRow>('Category')
export const Customer = builder.objectRef<CustomerRow>('Customer')
export const Order = builder.objectRef<OrderRow>('Order')
export const Product = builder.objectRef<ProductRow>('Product')
