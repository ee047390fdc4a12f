import type { Contract } from './contract.ts'
import { categoryOperations } from './gold/category-operations.ts'
import { cohorts } from './gold/cohorts.ts'
import { correlations } from './gold/correlations.ts'
import { customerAnalytics } from './gold/customer-analytics.ts'
import { geography } from './gold/geography.ts'
import { inventoryHealth } from './gold/inventory-health.ts'
import { orderOperations } from './gold/order-operations.ts'
import { paymentMix } from './gold/payment-mix.ts'
import { productPerformance } from './gold/product-performance.ts'
import { productSimilarity } from './gold/product-similarity.ts'
import { ratingTrend } from './gold/rating-trend.ts'
import { saleLines } from './gold/sale-lines.ts'
import { salesMetrics } from './gold/sales-metrics.ts'
import { seasonality } from './gold/seasonality.ts'
import { segments } from './gold/segments.ts'
import { statistics } from './gold/statistics.ts'
import { statuses } from './gold/statuses.ts'
import { callingCodes } from './seed/calling-codes.ts'
import { countries } from './seed/countries.ts'
import { statusWords } from './seed/status-words.ts'
import { customers } from './silver/customers.ts'
import { events } from './silver/events.ts'
import { orderItems } from './silver/order-items.ts'
import { orders } from './silver/orders.ts'
import { payments } from './silver/payments.ts'
import { productCategories } from './silver/product-categories.ts'
import { products } from './silver/products.ts'
import { reviews } from './silver/reviews.ts'
import { stockSnapshots } from './silver/stock-snapshots.ts'
import { stores } from './silver/stores.ts'

/** Read from `data/*.csv`. */
export const SEED_TABLES: readonly Contract[] = [callingCodes, countries, statusWords]

/** Cleaned, typed and judged; each but events, which were judged when they came, has a quarantine beside it. */
export const SILVER_TABLES: readonly Contract[] = [
  customers,
  events,
  orderItems,
  orders,
  payments,
  productCategories,
  products,
  reviews,
  stockSnapshots,
  stores,
]

/** The answers. */
export const GOLD_TABLES: readonly Contract[] = [
  categoryOperations,
  cohorts,
  correlations,
  customerAnalytics,
  geography,
  inventoryHealth,
  orderOperations,
  paymentMix,
  productPerformance,
  productSimilarity,
  ratingTrend,
  saleLines,
  salesMetrics,
  seasonality,
  segments,
  statistics,
  statuses,
]
