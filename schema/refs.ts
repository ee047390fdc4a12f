import type { Customer as CustomerRow } from '../lakehouse/serving/customers.ts'
import type { Order as OrderRow } from '../lakehouse/serving/orders.ts'
import { builder } from './builder.ts'

/** Types that name one another, so that their files need not. */
export const Customer = builder.objectRef<CustomerRow>('Customer')
export const Order = builder.objectRef<OrderRow>('Order')
