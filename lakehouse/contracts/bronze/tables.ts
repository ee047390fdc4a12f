import type { CanonicalContract } from './canonical.ts'
import { customers } from './customers.ts'
import { orderItems } from './order-items.ts'
import { orders } from './orders.ts'
import { payments } from './payments.ts'
import { productCategories } from './product-categories.ts'
import { products } from './products.ts'
import { reviews } from './reviews.ts'
import { stockSnapshots } from './stock-snapshots.ts'
import { stores } from './stores.ts'

/** Every canonical table, parents before children. */
export const CANONICAL_TABLES: readonly CanonicalContract[] = [
  customers,
  productCategories,
  products,
  stores,
  orders,
  orderItems,
  payments,
  reviews,
  stockSnapshots,
]
