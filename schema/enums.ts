import { CUSTOMER_SORTS } from '../lakehouse/serving/customers.ts'
import { ORDER_SORTS } from '../lakehouse/serving/orders.ts'
import { PRODUCT_SORTS } from '../lakehouse/serving/products.ts'
import { PRODUCT_SALES_MEASURES } from '../lakehouse/serving/product-sales.ts'
import { builder } from './builder.ts'

/** Values of a text column: any text that the table holds is checked when it is written out. */
function words(name: string, description: string, values: Readonly<Record<string, string>>) {
  const config: Record<string, { description: string }> = {}
  for (const [value, meaning] of Object.entries(values)) config[value] = { description: meaning }
  return builder.enumType(name, { description, values: config })
}

const SEGMENTS = {
  VIP: 'All three scores are 4 or more.',
  LOYAL: 'All three scores are 3 or more.',
  NEW: 'Recency score 4 or more, and one order.',
  AT_RISK: 'Recency score 2 or less, frequency score 2 or more.',
  LOST: 'Recency score 2 or less.',
  REGULAR: 'Any other buyer.',
  PROSPECT: 'No sale.',
}

export const SEGMENT_NAMES: readonly string[] = Object.keys(SEGMENTS)

export const Segment = words(
  'Segment',
  `What kind of buyer a customer is: the first that holds of ${SEGMENT_NAMES.join(', ')}.`,
  SEGMENTS,
)

export const Grain = words('Grain', 'How long a period is, cut in the business time zone.', {
  DAY: 'A local day.',
  WEEK: 'An ISO week, from Monday.',
  MONTH: 'A month.',
  QUARTER: 'A quarter.',
  YEAR: 'A year.',
})

export const MetricDimension = words('MetricDimension', 'What sales metrics hold ready.', {
  CATEGORY: 'Category path, of each line; an order with several counts once in each.',
  ROOT_CATEGORY: 'The first name of the category path.',
  CHANNEL: 'The order’s channel.',
  STORE: 'The order’s store id.',
  COUNTRY: 'The order’s country: ISO code, else the spelling.',
  REGION: 'country/region.',
  PAYMENT_METHOD: 'Of the order’s largest payment.',
  STATUS: 'The order’s status; orders and customers are then over all orders of it.',
})

export const StockClass = words('StockClass', 'By units in stock today.', {
  CRITICAL: 'Below 10.',
  LOW: 'Below 50.',
  MEDIUM: 'Below 100.',
  HIGH: '100 or more.',
})

export const SalesClass = words('SalesClass', 'By units sold.', {
  BEST_SELLER: '100 or more.',
  GOOD: '50 or more.',
  AVERAGE: '10 or more.',
  SLOW: 'Above 0.',
  NO_SALES: 'None.',
})

export const AbcClass = words(
  'AbcClass',
  'By the share of revenue of products with strictly more.',
  {
    A: 'Below 80 %.',
    B: 'Below 95 %.',
    C: 'The rest.',
  },
)

export const CohortBasis = words('CohortBasis', 'Which month a customer belongs to.', {
  REGISTRATION: 'The month of registration.',
  FIRST_ORDER: 'The month of the first sale.',
})

export const OrderStatus = words('OrderStatus', 'How far an order has come.', {
  PENDING: 'Not confirmed yet.',
  CONFIRMED: 'Accepted, not shipped yet.',
  SHIPPED: 'On its way.',
  DELIVERED: 'Arrived.',
  CANCELLED: 'Never to be delivered; not a sale.',
})

export const PaymentStatus = words('PaymentStatus', 'What became of an order’s payment.', {
  PENDING: 'Not paid yet.',
  COMPLETED: 'Paid.',
  FAILED: 'Refused; the order is not a sale.',
  REFUNDED: 'Paid back; the order is not a sale.',
})

export const Direction = builder.enumType('Direction', {
  description: 'Nulls come last either way.',
  values: ['ASC', 'DESC'] as const,
})

export const CustomerValue = builder.enumType('CustomerValue', {
  description: 'What the best customers are best by.',
  values: ['CLV', 'REVENUE', 'ORDERS', 'PROFIT'] as const,
})

export const CustomerSort = builder.enumType('CustomerSort', {
  description: 'What customers are ordered by.',
  values: CUSTOMER_SORTS,
})

export const ProductSort = builder.enumType('ProductSort', {
  description: 'What products are ordered by; MARGIN is today’s margin percent.',
  values: PRODUCT_SORTS,
})

export const OrderSort = builder.enumType('OrderSort', {
  description: 'What orders are ordered by.',
  values: ORDER_SORTS,
})

export const SalesDimension = builder.enumType('SalesDimension', {
  description: 'What any slice may be cut by; a missing value is (none).',
  values: {
    CATEGORY: { description: 'Category path, of each line.' },
    ROOT_CATEGORY: { description: 'The first name of the category path.' },
    CHANNEL: { description: 'The order’s channel.' },
    STORE: { description: 'The order’s store id.' },
    COUNTRY: { description: 'The order’s country: ISO code, else the spelling.' },
    REGION: { description: 'country/region.' },
    CITY: { description: 'The order’s city.' },
    PAYMENT_METHOD: { description: 'Of the order’s largest payment.' },
    STATUS: {
      description: 'The order’s status; orders and customers are then over all orders of it.',
    },
    BRAND: { description: 'The product’s brand.' },
    SEGMENT: { description: 'The customer’s segment; guests have none.' },
    PRODUCT: { description: 'The product’s id.' },
  },
})

export const SalesMeasure = builder.enumType('SalesMeasure', {
  description: 'What rows of sales are ordered by.',
  values: {
    REVENUE: { description: 'After discount, before tax and shipping.' },
    ORDERS: { description: 'Sales.' },
    UNITS: { description: 'Sum of quantity.' },
    PROFIT: { description: 'Of the lines that have one.' },
    UNIQUE_CUSTOMERS: { description: 'Distinct customers, without guests.' },
    AOV: { description: 'Average order value.' },
  },
})

export const ProductSalesMeasure = builder.enumType('ProductSalesMeasure', {
  description: 'What the best products are best by.',
  values: PRODUCT_SALES_MEASURES,
})

export const GeoLevel = words('GeoLevel', 'How far places are told apart.', {
  COUNTRY: 'By country.',
  REGION: 'By country and region.',
  CITY: 'By country, region and city.',
})

export const TrendDirection = words(
  'TrendDirection',
  'By the moving average against the one before: FLAT within 1 %.',
  {
    UP: 'More than 1 % above.',
    DOWN: 'More than 1 % below.',
    FLAT: 'Within 1 %, or one of the two is missing.',
  },
)
