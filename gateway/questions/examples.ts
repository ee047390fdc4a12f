import { nullable, stringCell } from '../../lakehouse/serving/cells.ts'
import type { Reader } from '../../lakehouse/serving/reader.ts'
import { sql } from '../../lakehouse/sql.ts'

/** What the playground opens with: an operation, and variables that its shop has. */
export interface Example {
  readonly query: string
  readonly variables: (facts: ShopFacts) => object
}

/** Ids and days that a shop has; null where it has none. */
export interface ShopFacts {
  readonly customerId: string | null
  readonly orderId: string | null
  readonly productId: string | null
  readonly country: string | null
  /** The first day of the month a year before as_of. */
  readonly yearAgo: string
}

/** One statement. */
export async function shopFacts(reader: Reader): Promise<ShopFacts> {
  const [row] = await reader.rows(sql`
    select
      (select customer_id from gold.customer_analytics order by clv desc nulls last, customer_id limit 1) as customer_id,
      (select max_by(order_id, (order_date, order_id)) from silver.orders) as order_id,
      (select product_id from gold.product_performance order by revenue_rank, product_id limit 1) as product_id,
      (select country from gold.geography where level = 'COUNTRY' order by revenue desc, country limit 1) as country,
      strftime(date_trunc('month', cast(${reader.publication.asOf} as timestamptz) - interval 1 year), '%Y-%m-%d') as year_ago`)
  return {
    customerId: nullable(stringCell, row!, 'customer_id'),
    orderId: nullable(stringCell, row!, 'order_id'),
    productId: nullable(stringCell, row!, 'product_id'),
    country: nullable(stringCell, row!, 'country'),
    yearAgo: stringCell(row, 'year_ago'),
  }
}

const thisYear = ({ yearAgo }: ShopFacts) => ({ range: { from: yearAgo } })

export const EXAMPLES: readonly Example[] = [
  {
    query: `# Welcome to Lakegate. Ctrl-Enter runs the query; each tab asks another question.
query Months {
  salesMetrics(grain: MONTH) {
    periodStart
    orders
    revenue
    growthPercent
    yoyPercent
    isComplete
  }
}`,
    // The page shows the first tab without its variables, until another one was chosen.
    variables: () => ({}),
  },
  {
    query: `query Summary($range: DateRange) {
  salesSummary(range: $range) {
    range { from to }
    current { orders revenue profit aov cancellationRate }
    previous { orders revenue }
    yearAgo { orders revenue }
    topProducts { product { name } revenue }
    topCategories { keys { label } revenue }
    criticalStock
    averageRating
  }
}`,
    variables: thisYear,
  },
  {
    query: `query Trends($range: DateRange) {
  salesTrends(grain: MONTH, range: $range, window: 3) {
    periodStart
    revenue
    movingAverage
    direction
  }
  seasonality { year quarter revenue index }
}`,
    variables: thisYear,
  },
  {
    query: `query AnySlice($by: [SalesDimension!], $grain: Grain, $range: DateRange) {
  sales(by: $by, grain: $grain, range: $range, first: 50) {
    rows { periodStart keys { label } orders units revenue profit uniqueCustomers }
    totals { orders revenue uniqueCustomers }
    truncated
  }
}`,
    variables: (facts) => ({
      by: ['CHANNEL', 'ROOT_CATEGORY'],
      grain: 'QUARTER',
      ...thisYear(facts),
    }),
  },
  {
    query: `query BestSellers($where: SalesFilter, $range: DateRange) {
  topProducts(by: REVENUE, first: 10, range: $range, where: $where) {
    product { productId name brand category { path } performance { stockClass abcClass rating } }
    orders
    units
    revenue
    profit
  }
}`,
    variables: (facts) => ({ ...thisYear(facts), where: { country: { eq: facts.country } } }),
  },
  {
    query: `query BestCustomers {
  topCustomers(by: CLV, first: 5) {
    name
    country
    analytics { segment orders revenue clv favouriteCategory }
    orders(first: 3) {
      nodes { orderedAt status total items { quantity lineTotal product { name } } }
    }
  }
}`,
    variables: () => ({}),
  },
  {
    query: `query OneCustomer($customerId: ID!) {
  customer(customerId: $customerId) {
    name
    email
    city
    analytics { segment rfm recencyDays clv historicValue }
    orders(first: 10) { totalCount nodes { orderId orderedAt total store { name } } }
    reviews(first: 3) { nodes { rating title product { name } } }
    recommendations { rank relevance product { name price } because { name } }
  }
}`,
    variables: ({ customerId }) => ({ customerId: customerId ?? '' }),
  },
  {
    query: `query Segments {
  customerSegments { segment customers share revenue revenueShare averageClv averageRecencyDays }
}`,
    variables: () => ({}),
  },
  {
    query: `query Cohorts {
  cohorts(basis: FIRST_ORDER, months: 6) {
    month
    customers
    cells { monthsSince retention valuePerCustomer isComplete }
  }
}`,
    variables: () => ({}),
  },
  {
    query: `query Catalogue($where: ProductFilter) {
  products(first: 10, where: $where, orderBy: [{ by: REVENUE }]) {
    totalCount
    nodes { productId name price stock performance { unitsSold revenue stockClass } }
    pageInfo { hasNextPage endCursor }
  }
  categories { path products(first: 2) { nodes { name } } }
}`,
    variables: () => ({ where: { stockClass: ['CRITICAL', 'LOW'] } }),
  },
  {
    query: `query GoesWith($productId: ID!) {
  product(productId: $productId) {
    name
    similar { product { name } cosine confidence lift }
    sales(grain: QUARTER) { periodStart units revenue }
    reviews(first: 3) { nodes { rating comment isVerifiedPurchase } }
  }
  recommendations(productIds: [$productId]) { rank product { name } relevance isFallback }
}`,
    variables: ({ productId }) => ({ productId: productId ?? '' }),
  },
  {
    query: `query Live {
  live {
    watermark
    activeSessions
    salesPerMinute(minutes: 10) { minute orders units revenue averageTicket isClosed }
    mostViewed(first: 5) { product { name } views adds purchases }
    funnel(minutes: 60) { views carts purchases viewToCart cartToPurchase }
    openPeriod(grain: DAY) { orders revenue uniqueCustomers }
  }
  batchVersusStreaming(grain: DAY) { periodStart batch { orders revenue } streaming { orders revenue } inBoth }
}`,
    variables: () => ({}),
  },
  {
    query: `# Runs until it is stopped: orders as they come.
subscription Orders {
  orderPlaced {
    orderedAt
    orderId
    product { name }
    quantity
    total
    store { name }
    city
  }
}`,
    variables: () => ({}),
  },
  {
    query: `query Operations($orderId: ID!) {
  operations {
    inventoryValue
    lateShare
    cancellationRate
    processingDays { mean median p90 }
    paymentMethods { method share revenue }
    criticalProducts(first: 5) { name stock }
  }
  geography(level: COUNTRY, first: 10) { country customers revenue share }
  order(orderId: $orderId) { orderedAt status total items { product { name } quantity } }
}`,
    variables: ({ orderId }) => ({ orderId: orderId ?? '' }),
  },
]
