/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { Day, InstantInput, Instant, DecimalInput, Decimal } from '../index.ts';
import type { DocumentTypeDecoration } from '../document.ts';
/** By the share of revenue of products with strictly more. */
export type AbcClass =
  /** Below 80 %. */
  | 'A'
  /** Below 95 %. */
  | 'B'
  /** The rest. */
  | 'C';

/** Which month a customer belongs to. */
export type CohortBasis =
  /** The month of the first sale. */
  | 'FIRST_ORDER'
  /** The month of registration. */
  | 'REGISTRATION';

/** Customers for whom all of it holds; at most 5 deep, 50 predicates. */
export type CustomerFilter = {
  /** All of these hold. */
  and?: Array<CustomerFilter> | null | undefined;
  /** As the source spells it. */
  city?: StringFilter | null | undefined;
  /** Customer lifetime value. */
  clv?: DecimalFilter | null | undefined;
  /** As the source spells it. */
  country?: StringFilter | null | undefined;
  /** ISO 3166-1 alpha-2. */
  countryCode?: StringFilter | null | undefined;
  /** As the source says. */
  isActive?: boolean | null | undefined;
  /** This does not hold. */
  not?: CustomerFilter | null | undefined;
  /** One of these holds. */
  or?: Array<CustomerFilter> | null | undefined;
  /** Number of sales. */
  orders?: IntFilter | null | undefined;
  /** Local days from the last sale to as_of. */
  recencyDays?: IntFilter | null | undefined;
  /** The local day of registration. */
  registered?: DateRange | null | undefined;
  /** Revenue of all sales. */
  revenue?: DecimalFilter | null | undefined;
  /** In name or e-mail, without case. Personal. */
  search?: string | null | undefined;
  /** One of these segments. */
  segment?: Array<Segment> | null | undefined;
};

/** One key of an order of customers. */
export type CustomerOrderBy = {
  /** By what. */
  by: CustomerSort;
  /** Which way. */
  direction?: Direction;
};

/** What customers are ordered by. */
export type CustomerSort =
  | 'CLV'
  | 'ORDERS'
  | 'PROFIT'
  | 'RECENCY_DAYS'
  | 'REGISTERED_AT'
  | 'REVENUE';

/** What the best customers are best by. */
export type CustomerValue =
  | 'CLV'
  | 'ORDERS'
  | 'PROFIT'
  | 'REVENUE';

/** Half-open, from ≤ x < to, in days of the business time zone; for periods: whose start lies in it. */
export type DateRange = {
  /** The first day; without it, from the start. */
  from?: Day | null | undefined;
  /** The day after the last; without it, to the end. */
  to?: Day | null | undefined;
};

/** An exact comparison with the figure as it is shown. */
export type DecimalFilter = {
  /** Is this. */
  eq?: DecimalInput | null | undefined;
  /** Is more. */
  gt?: DecimalInput | null | undefined;
  /** Is this or more. */
  gte?: DecimalInput | null | undefined;
  /** Whether there is no value. */
  isNull?: boolean | null | undefined;
  /** Is less. */
  lt?: DecimalInput | null | undefined;
  /** Is this or less. */
  lte?: DecimalInput | null | undefined;
};

/** Nulls come last either way. */
export type Direction =
  | 'ASC'
  | 'DESC';

/** Something that happened in a shop. */
export type EventInput = {
  /** When; from 1970 on, and at most five minutes ahead. */
  at: InstantInput;
  /** Of the product. */
  category?: string | null | undefined;
  /** Through which. */
  channel?: string | null | undefined;
  /** The store’s or the visitor’s. */
  city?: string | null | undefined;
  /** Who. */
  customerId?: string | number | null | undefined;
  /** Names it, so that it counts once however often it is sent; made of the rest where it is missing. */
  eventId?: string | number | null | undefined;
  /** Where it happened; beside longitude. Unit: degrees. */
  latitude?: number | null | undefined;
  /** Where it happened; beside latitude. Unit: degrees. */
  longitude?: number | null | undefined;
  /** Of a purchase, which is one line of it; needed there. */
  orderId?: string | number | null | undefined;
  /** How it was paid. */
  paymentMethod?: string | null | undefined;
  /** Of what; needed but for a page view. */
  productId?: string | number | null | undefined;
  /** The store’s or the visitor’s. */
  province?: string | null | undefined;
  /** From 1 to 100,000; of a purchase that does not say, 1. */
  quantity?: number | null | undefined;
  /** The visit. */
  sessionId?: string | number | null | undefined;
  /** Where. */
  storeId?: string | number | null | undefined;
  /** What kind of store. */
  storeType?: string | null | undefined;
  /** What happened. */
  type: EventType;
  /** What one costs: at most four decimals, below a thousand million. */
  unitPrice?: DecimalInput | null | undefined;
};

/** What a visitor did. */
export type EventType =
  /** Put a product into the cart. */
  | 'ADD_TO_CART'
  /** Looked at a page. */
  | 'PAGE_VIEW'
  /** Bought a product: a line of an order. */
  | 'PURCHASE'
  /** Took a product out of it. */
  | 'REMOVE_FROM_CART';

/** A comparison with a ratio. */
export type FloatFilter = {
  /** Is more. */
  gt?: number | null | undefined;
  /** Is this or more. */
  gte?: number | null | undefined;
  /** Whether there is no value. */
  isNull?: boolean | null | undefined;
  /** Is less. */
  lt?: number | null | undefined;
  /** Is this or less. */
  lte?: number | null | undefined;
};

/** How far places are told apart. */
export type GeoLevel =
  /** By country, region and city. */
  | 'CITY'
  /** By country. */
  | 'COUNTRY'
  /** By country and region. */
  | 'REGION';

/** How long a period is, cut in the business time zone. */
export type Grain =
  /** A local day. */
  | 'DAY'
  /** A month. */
  | 'MONTH'
  /** A quarter. */
  | 'QUARTER'
  /** An ISO week, from Monday. */
  | 'WEEK'
  /** A year. */
  | 'YEAR';

/** A comparison with a whole number. */
export type IntFilter = {
  /** Is this. */
  eq?: number | null | undefined;
  /** Is more. */
  gt?: number | null | undefined;
  /** Is this or more. */
  gte?: number | null | undefined;
  /** Is one of these, at most 500. */
  in?: Array<number> | null | undefined;
  /** Whether there is no value. */
  isNull?: boolean | null | undefined;
  /** Is less. */
  lt?: number | null | undefined;
  /** Is this or less. */
  lte?: number | null | undefined;
};

/** Purchased lines for which all of it holds. */
export type LiveOrderFilter = {
  /** The event’s own, else the product’s leaf name. */
  category?: string | null | undefined;
  /** As the event spells it. */
  city?: string | null | undefined;
  /** The line’s total is this or more. */
  minimumTotal?: DecimalInput | null | undefined;
  /** The store’s own key. */
  storeId?: string | number | null | undefined;
};

/** What sales metrics hold ready. */
export type MetricDimension =
  /** Category path, of each line; an order with several counts once in each. */
  | 'CATEGORY'
  /** The order’s channel. */
  | 'CHANNEL'
  /** The order’s country: ISO code, else the spelling. */
  | 'COUNTRY'
  /** Of the order’s largest payment. */
  | 'PAYMENT_METHOD'
  /** country/region. */
  | 'REGION'
  /** The first name of the category path. */
  | 'ROOT_CATEGORY'
  /** The order’s status; orders and customers are then over all orders of it. */
  | 'STATUS'
  /** The order’s store id. */
  | 'STORE';

/** Orders for which all of it holds; at most 5 deep, 50 predicates. */
export type OrderFilter = {
  /** All of these hold. */
  and?: Array<OrderFilter> | null | undefined;
  /** As the source says. */
  channel?: StringFilter | null | undefined;
  /** As the source spells it. */
  city?: StringFilter | null | undefined;
  /** ISO 3166-1 alpha-2, else the spelling. */
  country?: StringFilter | null | undefined;
  /** The customer’s own key. */
  customerId?: string | number | null | undefined;
  /** Not cancelled, and its payment neither failed nor refunded. */
  isSale?: boolean | null | undefined;
  /** This does not hold. */
  not?: OrderFilter | null | undefined;
  /** One of these holds. */
  or?: Array<OrderFilter> | null | undefined;
  /** The local day of the order. */
  ordered?: DateRange | null | undefined;
  /** Of its largest payment. */
  paymentMethod?: StringFilter | null | undefined;
  /** One of these. */
  paymentStatus?: Array<PaymentStatus> | null | undefined;
  /** As the source spells it. */
  region?: StringFilter | null | undefined;
  /** One of these. */
  status?: Array<OrderStatus> | null | undefined;
  /** The store’s own key. */
  storeId?: StringFilter | null | undefined;
  /** With tax and shipping, after discount. */
  total?: DecimalFilter | null | undefined;
};

/** One key of an order of orders. */
export type OrderOrderBy = {
  /** By what. */
  by: OrderSort;
  /** Which way. */
  direction?: Direction;
};

/** What orders are ordered by. */
export type OrderSort =
  | 'ORDERED_AT'
  | 'TOTAL';

/** How far an order has come. */
export type OrderStatus =
  /** Never to be delivered; not a sale. */
  | 'CANCELLED'
  /** Accepted, not shipped yet. */
  | 'CONFIRMED'
  /** Arrived. */
  | 'DELIVERED'
  /** Not confirmed yet. */
  | 'PENDING'
  /** On its way. */
  | 'SHIPPED';

/** What became of an order’s payment. */
export type PaymentStatus =
  /** Paid. */
  | 'COMPLETED'
  /** Refused; the order is not a sale. */
  | 'FAILED'
  /** Not paid yet. */
  | 'PENDING'
  /** Paid back; the order is not a sale. */
  | 'REFUNDED';

/** Products for which all of it holds; at most 5 deep, 50 predicates. */
export type ProductFilter = {
  /** One of these classes. */
  abcClass?: Array<AbcClass> | null | undefined;
  /** All of these hold. */
  and?: Array<ProductFilter> | null | undefined;
  /** The brand. */
  brand?: StringFilter | null | undefined;
  /** The category’s path: Root/…/Leaf; (none) without. */
  category?: StringFilter | null | undefined;
  /** As the source says. */
  isActive?: boolean | null | undefined;
  /** More than 90 days without a sale. */
  isStale?: boolean | null | undefined;
  /** This does not hold. */
  not?: ProductFilter | null | undefined;
  /** One of these holds. */
  or?: Array<ProductFilter> | null | undefined;
  /** List price today. */
  price?: DecimalFilter | null | undefined;
  /** Mean rating of its reviews, 1–5. */
  rating?: FloatFilter | null | undefined;
  /** The first name of the path. */
  rootCategory?: StringFilter | null | undefined;
  /** One of these classes. */
  salesClass?: Array<SalesClass> | null | undefined;
  /** In name, brand, model or description, without case. */
  search?: string | null | undefined;
  /** Units in stock today. */
  stock?: IntFilter | null | undefined;
  /** One of these classes. */
  stockClass?: Array<StockClass> | null | undefined;
};

/** One key of an order of products. */
export type ProductOrderBy = {
  /** By what. */
  by: ProductSort;
  /** Which way. */
  direction?: Direction;
};

/** What the best products are best by. */
export type ProductSalesMeasure =
  | 'ORDERS'
  | 'PROFIT'
  | 'REVENUE'
  | 'UNITS';

/** What products are ordered by; MARGIN is today’s margin percent. */
export type ProductSort =
  | 'MARGIN'
  | 'NAME'
  | 'ORDERS'
  | 'PRICE'
  | 'PROFIT'
  | 'RATING'
  | 'REVENUE'
  | 'STOCK'
  | 'UNITS';

/** By units sold. */
export type SalesClass =
  /** 10 or more. */
  | 'AVERAGE'
  /** 100 or more. */
  | 'BEST_SELLER'
  /** 50 or more. */
  | 'GOOD'
  /** None. */
  | 'NO_SALES'
  /** Above 0. */
  | 'SLOW';

/** What any slice may be cut by; a missing value is (none). */
export type SalesDimension =
  /** The product’s brand. */
  | 'BRAND'
  /** Category path, of each line. */
  | 'CATEGORY'
  /** The order’s channel. */
  | 'CHANNEL'
  /** The order’s city. */
  | 'CITY'
  /** The order’s country: ISO code, else the spelling. */
  | 'COUNTRY'
  /** Of the order’s largest payment. */
  | 'PAYMENT_METHOD'
  /** The product’s id. */
  | 'PRODUCT'
  /** country/region. */
  | 'REGION'
  /** The first name of the category path. */
  | 'ROOT_CATEGORY'
  /** The customer’s segment; guests have none. */
  | 'SEGMENT'
  /** The order’s status; orders and customers are then over all orders of it. */
  | 'STATUS'
  /** The order’s store id. */
  | 'STORE';

/** Sales for which all of it holds. A missing value equals (none), as in keys. */
export type SalesFilter = {
  /** The product’s brand. */
  brand?: StringFilter | null | undefined;
  /** The category’s path: Root/…/Leaf; (none) without. */
  category?: StringFilter | null | undefined;
  /** The order’s channel. */
  channel?: StringFilter | null | undefined;
  /** As the source spells it. */
  city?: StringFilter | null | undefined;
  /** ISO 3166-1 alpha-2, else the spelling. */
  country?: StringFilter | null | undefined;
  /** Of the order’s largest payment. */
  paymentMethod?: StringFilter | null | undefined;
  /** The product’s own key. */
  productId?: StringFilter | null | undefined;
  /** As the source spells it. */
  region?: StringFilter | null | undefined;
  /** The first name of the path. */
  rootCategory?: StringFilter | null | undefined;
  /** The customer’s segment is one of these. */
  segment?: Array<Segment> | null | undefined;
  /** The store’s own key. */
  storeId?: StringFilter | null | undefined;
};

/** Rows for which all of it holds. */
export type SalesHaving = {
  /** The row’s orders. */
  orders?: IntFilter | null | undefined;
  /** The row’s revenue. */
  revenue?: DecimalFilter | null | undefined;
  /** The row’s units. */
  units?: IntFilter | null | undefined;
};

/** What rows of sales are ordered by. */
export type SalesMeasure =
  /** Average order value. */
  | 'AOV'
  /** Sales. */
  | 'ORDERS'
  /** Of the lines that have one. */
  | 'PROFIT'
  /** After discount, before tax and shipping. */
  | 'REVENUE'
  /** Distinct customers, without guests. */
  | 'UNIQUE_CUSTOMERS'
  /** Sum of quantity. */
  | 'UNITS';

/** The order of rows of sales. */
export type SalesOrderBy = {
  /** By what. */
  by: SalesMeasure;
  /** Which way. */
  direction?: Direction;
};

/** What kind of buyer a customer is: the first that holds of VIP, LOYAL, NEW, AT_RISK, LOST, REGULAR, PROSPECT. */
export type Segment =
  /** Recency score 2 or less, frequency score 2 or more. */
  | 'AT_RISK'
  /** Recency score 2 or less. */
  | 'LOST'
  /** All three scores are 3 or more. */
  | 'LOYAL'
  /** Recency score 4 or more, and one order. */
  | 'NEW'
  /** No sale. */
  | 'PROSPECT'
  /** Any other buyer. */
  | 'REGULAR'
  /** All three scores are 4 or more. */
  | 'VIP';

/** How much attention something needs. */
export type Severity =
  /** Look at it now. */
  | 'CRITICAL'
  /** Worth knowing. */
  | 'INFO'
  /** Look at it today. */
  | 'WARNING';

/** By units in stock today. */
export type StockClass =
  /** Below 10. */
  | 'CRITICAL'
  /** 100 or more. */
  | 'HIGH'
  /** Below 50. */
  | 'LOW'
  /** Below 100. */
  | 'MEDIUM';

/** eq, in: exact. startsWith, contains: without case; % and _ are themselves. */
export type StringFilter = {
  /** Contains this, without case. */
  contains?: string | null | undefined;
  /** Is this. */
  eq?: string | null | undefined;
  /** Is one of these, at most 500. */
  in?: Array<string> | null | undefined;
  /** Whether there is no value. */
  isNull?: boolean | null | undefined;
  /** Starts with this, without case. */
  startsWith?: string | null | undefined;
};

/** By the moving average against the one before: FLAT within 1 %. */
export type TrendDirection =
  /** More than 1 % below. */
  | 'DOWN'
  /** Within 1 %, or one of the two is missing. */
  | 'FLAT'
  /** More than 1 % above. */
  | 'UP';

export type AlertRaisedSubscriptionVariables = Exact<{
  minimum: Severity;
}>;


export type AlertRaisedSubscription = { alertRaised: { id: string, severity: Severity, title: string, message: string, at: Instant, resolvedAt: Instant | null, table: string | null } };

export type CohortsQueryVariables = Exact<{
  basis?: CohortBasis;
  months?: number;
  range?: DateRange | null | undefined;
}>;


export type CohortsQuery = { cohorts: Array<{ month: Day, customers: number, cells: Array<{ monthsSince: number, active: number, orders: number, retention: number, revenue: Decimal, cumulativeRevenue: Decimal, valuePerCustomer: Decimal, isComplete: boolean }> }> };

export type CustomerCardFragment = { id: string, customerId: string, name?: string | null, email?: string | null, city: string | null, countryCode: string | null, registeredAt: Instant | null, analytics: { segment: Segment, orders: number, revenue: Decimal, aov: Decimal | null, clv: Decimal | null, recencyDays: number | null, lastOrderAt: Instant | null } };

export type CustomerQueryVariables = Exact<{
  customerId: string | number;
  orders?: number | null | undefined;
  personal?: boolean;
}>;


export type CustomerQuery = { customer: { phone?: string | null, birthDate?: Day | null, ageBand: string | null, tenureDays: number | null, isActive: boolean, id: string, customerId: string, name?: string | null, email?: string | null, city: string | null, countryCode: string | null, registeredAt: Instant | null, analytics: { rfm: number | null, profit: Decimal | null, historicValue: Decimal | null, acquisitionCost: Decimal, units: number, firstOrderAt: Instant | null, purchaseFrequency: number | null, favouriteCategory: string | null, favouriteChannel: string | null, segment: Segment, orders: number, revenue: Decimal, aov: Decimal | null, clv: Decimal | null, recencyDays: number | null, lastOrderAt: Instant | null }, orders: { totalCount: number, nodes: Array<{ id: string, orderId: string, orderedAt: Instant, status: OrderStatus | null, paymentStatus: PaymentStatus | null, channel: string | null, isSale: boolean, itemCount: number, total: Decimal }> }, recommendations: Array<{ rank: number, relevance: number | null, confidence: number | null, isFallback: boolean, product: { id: string, productId: string, name: string, brand: string | null, price: Decimal | null, stock: number | null, isActive: boolean, category: { id: string, path: Array<string> } | null }, because: Array<{ id: string, name: string }> }> } | null };

export type CustomersPageQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  where?: CustomerFilter | null | undefined;
  orderBy?: Array<CustomerOrderBy> | CustomerOrderBy | null | undefined;
  personal?: boolean;
}>;


export type CustomersPageQuery = { customers: { totalCount: number, nodes: Array<{ id: string, customerId: string, name?: string | null, email?: string | null, city: string | null, countryCode: string | null, registeredAt: Instant | null, analytics: { segment: Segment, orders: number, revenue: Decimal, aov: Decimal | null, clv: Decimal | null, recencyDays: number | null, lastOrderAt: Instant | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type EventsSubscriptionVariables = Exact<{
  types?: Array<EventType> | EventType | null | undefined;
  after?: string | null | undefined;
}>;


export type EventsSubscription = { events: { cursor: string, eventId: string, type: EventType, at: Instant, sessionId: string | null, productId: string | null, category: string | null, storeId: string | null, storeType: string | null, city: string | null, province: string | null, isSimulated: boolean } };

export type GeographyQueryVariables = Exact<{
  level?: GeoLevel;
  first?: number;
}>;


export type GeographyQuery = { geography: Array<{ country: string, region: string | null, city: string | null, customers: number, orders: number, revenue: Decimal, share: number | null }> };

export type LiveMetricsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type LiveMetricsSubscription = { liveMetrics: { watermark: Instant | null, activeSessions: number, lateEvents: bigint, deadLetters: bigint, openPeriod: { orders: number, units: number, revenue: Decimal, profit: Decimal | null, aov: Decimal | null, uniqueCustomers: number, cancellationRate: number | null } } };

export type OperationsQueryVariables = Exact<{
  first?: number;
}>;


export type OperationsQuery = { operations: { inventoryValue: Decimal | null, lateShare: number | null, cancellationRate: number | null, processingDays: { mean: number | null, median: number | null, p90: number | null }, paymentMethods: Array<{ method: string, orders: number, revenue: Decimal, share: number }>, statuses: Array<{ status: OrderStatus | null, orders: number, share: number }>, criticalProducts: Array<{ id: string, productId: string, name: string, brand: string | null, price: Decimal | null, stock: number | null, isActive: boolean, category: { id: string, path: Array<string> } | null }>, staleProducts: Array<{ id: string, productId: string, name: string, brand: string | null, price: Decimal | null, stock: number | null, isActive: boolean, performance: { daysWithoutSale: number | null, lastSoldAt: Instant | null }, category: { id: string, path: Array<string> } | null }>, lowRatedProducts: Array<{ id: string, productId: string, name: string, brand: string | null, price: Decimal | null, stock: number | null, isActive: boolean, performance: { rating: number | null, reviews: number }, category: { id: string, path: Array<string> } | null }> } };

export type OrderCardFragment = { id: string, orderId: string, orderedAt: Instant, status: OrderStatus | null, paymentStatus: PaymentStatus | null, channel: string | null, isSale: boolean, itemCount: number, total: Decimal };

export type OrderPlacedSubscriptionVariables = Exact<{
  where?: LiveOrderFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type OrderPlacedSubscription = { orderPlaced: { cursor: string, eventId: string, orderId: string, orderedAt: Instant, productId: string, quantity: number, unitPrice: Decimal, total: Decimal, paymentMethod: string | null, channel: string | null, storeId: string | null, storeType: string | null, city: string | null, province: string | null, isSimulated: boolean, product: { id: string, productId: string, name: string, brand: string | null, price: Decimal | null, stock: number | null, isActive: boolean, category: { id: string, path: Array<string> } | null } | null } };

export type OrderQueryVariables = Exact<{
  orderId: string | number;
  personal?: boolean;
}>;


export type OrderQuery = { order: { paymentMethod: string | null, subtotal: Decimal | null, discount: Decimal | null, tax: Decimal | null, shipping: Decimal | null, deliveredAt: Instant | null, estimatedDeliveryAt: Instant | null, deliveryDays: number | null, isLate: boolean | null, city: string | null, country: string | null, shippingAddress?: string | null, notes?: string | null, id: string, orderId: string, orderedAt: Instant, status: OrderStatus | null, paymentStatus: PaymentStatus | null, channel: string | null, isSale: boolean, itemCount: number, total: Decimal, customer: { id: string, customerId: string } | null, store: { id: string, name: string | null } | null, items: Array<{ id: string, quantity: number, unitPrice: Decimal | null, discountPercent: number, lineTotal: Decimal, profit: Decimal | null, product: { id: string, productId: string, name: string } | null }> } | null };

export type OrdersPageQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  where?: OrderFilter | null | undefined;
  orderBy?: Array<OrderOrderBy> | OrderOrderBy | null | undefined;
}>;


export type OrdersPageQuery = { orders: { totalCount: number, nodes: Array<{ id: string, orderId: string, orderedAt: Instant, status: OrderStatus | null, paymentStatus: PaymentStatus | null, channel: string | null, isSale: boolean, itemCount: number, total: Decimal, customer: { id: string, customerId: string } | null, store: { id: string, name: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ProductCardFragment = { id: string, productId: string, name: string, brand: string | null, price: Decimal | null, stock: number | null, isActive: boolean, category: { id: string, path: Array<string> } | null };

export type ProductQueryVariables = Exact<{
  productId: string | number;
  grain?: Grain;
  range?: DateRange | null | undefined;
  reviews?: number | null | undefined;
  similar?: number;
}>;


export type ProductQuery = { product: { description: string | null, cost: Decimal | null, launchedOn: Day | null, createdAt: Instant | null, weightKg: Decimal | null, id: string, productId: string, name: string, brand: string | null, price: Decimal | null, stock: number | null, isActive: boolean, performance: { orders: number, customers: number, unitsSold: number, revenue: Decimal, listRevenue: Decimal, profit: Decimal | null, revenueRank: number, marginPercent: number | null, realisedMarginPercent: number | null, turnover: number | null, monthsOfInventory: number | null, daysWithoutSale: number | null, lastSoldAt: Instant | null, isStale: boolean | null, abcClass: AbcClass, salesClass: SalesClass, stockClass: StockClass | null, rating: number | null, reviews: number }, sales: Array<{ periodStart: Day, orders: number, units: number, revenue: Decimal }>, similar: Array<{ confidence: number, cosine: number, lift: number, product: { id: string, productId: string, name: string } }>, reviews: { totalCount: number, nodes: Array<{ id: string, rating: number, title: string | null, comment: string | null, reviewedAt: Instant | null }> }, category: { id: string, path: Array<string> } | null } | null };

export type ProductsPageQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  where?: ProductFilter | null | undefined;
  orderBy?: Array<ProductOrderBy> | ProductOrderBy | null | undefined;
}>;


export type ProductsPageQuery = { products: { totalCount: number, nodes: Array<{ id: string, productId: string, name: string, brand: string | null, price: Decimal | null, stock: number | null, isActive: boolean, performance: { revenue: Decimal, unitsSold: number, marginPercent: number | null, abcClass: AbcClass, salesClass: SalesClass, stockClass: StockClass | null, rating: number | null }, category: { id: string, path: Array<string> } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type PublicationMadeSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type PublicationMadeSubscription = { publicationMade: { publicationId: string, publishedAt: Instant, asOf: Instant, checksPassed: number, checksFailed: number } };

export type PublicationQueryVariables = Exact<{ [key: string]: never; }>;


export type PublicationQuery = { publication: { id: string, publicationId: string, publishedAt: Instant, asOf: Instant, definitionsHash: string, checksPassed: number, checksFailed: number, tables: Array<{ table: string, version: bigint, rows: bigint }> } };

export type PublishEventsMutationVariables = Exact<{
  events: Array<EventInput> | EventInput;
}>;


export type PublishEventsMutation = { publishEvents: { accepted: number, rejected: Array<{ index: number, eventId: string | null, reason: string }> } };

export type RecommendationCardFragment = { rank: number, relevance: number | null, confidence: number | null, isFallback: boolean, product: { id: string, productId: string, name: string, brand: string | null, price: Decimal | null, stock: number | null, isActive: boolean, category: { id: string, path: Array<string> } | null }, because: Array<{ id: string, name: string }> };

export type RecommendationMadeSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type RecommendationMadeSubscription = { recommendationMade: { cursor: string, orderId: string, orderedAt: Instant, paymentMethod: string | null, total: Decimal, madeAt: Instant, isSimulated: boolean, customer: { customerId: string } | null, store: { storeId: string, name: string | null } | null, lines: Array<{ productId: string, quantity: number, unitPrice: Decimal, total: Decimal, product: { id: string, productId: string, name: string, brand: string | null, price: Decimal | null, stock: number | null, isActive: boolean, category: { id: string, path: Array<string> } | null } | null }>, recommendations: Array<{ rank: number, relevance: number | null, confidence: number | null, isFallback: boolean, product: { id: string, productId: string, name: string, brand: string | null, price: Decimal | null, stock: number | null, isActive: boolean, category: { id: string, path: Array<string> } | null }, because: Array<{ id: string, name: string }> }> } };

export type RecommendationsQueryVariables = Exact<{
  productIds: Array<string | number> | string | number;
  first?: number;
}>;


export type RecommendationsQuery = { recommendations: Array<{ rank: number, relevance: number | null, confidence: number | null, isFallback: boolean, product: { id: string, productId: string, name: string, brand: string | null, price: Decimal | null, stock: number | null, isActive: boolean, category: { id: string, path: Array<string> } | null }, because: Array<{ id: string, name: string }> }> };

export type SalesMetricsQueryVariables = Exact<{
  grain?: Grain;
  dimension?: MetricDimension | null | undefined;
  values?: Array<string> | string | null | undefined;
  range?: DateRange | null | undefined;
  first?: number;
}>;


export type SalesMetricsQuery = { salesMetrics: Array<{ periodStart: Day, value: string | null, label: string | null, orders: number, units: number, revenue: Decimal, netRevenue: Decimal, discount: Decimal, profit: Decimal | null, aov: Decimal | null, newCustomers: number, uniqueCustomers: number, growthPercent: number | null, yoyPercent: number | null, isComplete: boolean }> };

export type SalesOverviewQueryVariables = Exact<{
  range?: DateRange | null | undefined;
  top?: number;
}>;


export type SalesOverviewQuery = { salesSummary: { criticalStock: number, averageRating: number | null, range: { from: Day, to: Day }, current: { orders: number, units: number, revenue: Decimal, profit: Decimal | null, aov: Decimal | null, uniqueCustomers: number, cancellationRate: number | null }, previous: { orders: number, units: number, revenue: Decimal, profit: Decimal | null, aov: Decimal | null, uniqueCustomers: number, cancellationRate: number | null }, yearAgo: { orders: number, units: number, revenue: Decimal, profit: Decimal | null, aov: Decimal | null, uniqueCustomers: number, cancellationRate: number | null } | null, topProducts: Array<{ revenue: Decimal, units: number, product: { id: string, productId: string, name: string } }>, topCategories: Array<{ revenue: Decimal, units: number, keys: Array<{ label: string, value: string }> }> } };

export type SalesSliceQueryVariables = Exact<{
  by?: Array<SalesDimension> | SalesDimension | null | undefined;
  grain?: Grain | null | undefined;
  range?: DateRange | null | undefined;
  where?: SalesFilter | null | undefined;
  having?: SalesHaving | null | undefined;
  orderBy?: SalesOrderBy | null | undefined;
  first?: number;
}>;


export type SalesSliceQuery = { sales: { truncated: boolean, rows: Array<{ periodStart: Day | null, orders: number, units: number, revenue: Decimal, profit: Decimal | null, aov: Decimal | null, uniqueCustomers: number, keys: Array<{ dimension: SalesDimension, value: string, label: string }> }>, totals: { orders: number, units: number, revenue: Decimal, profit: Decimal | null, aov: Decimal | null, uniqueCustomers: number, cancellationRate: number | null } } };

export type SalesTrendsQueryVariables = Exact<{
  grain?: Grain;
  range?: DateRange | null | undefined;
  window?: number;
}>;


export type SalesTrendsQuery = { salesTrends: Array<{ periodStart: Day, revenue: Decimal, movingAverage: Decimal | null, growthPercent: number | null, yoyPercent: number | null, direction: TrendDirection, isComplete: boolean }>, seasonality: Array<{ year: number, quarter: number, revenue: Decimal, index: number }> };

export type SegmentsQueryVariables = Exact<{
  where?: CustomerFilter | null | undefined;
}>;


export type SegmentsQuery = { customerSegments: Array<{ segment: Segment, customers: number, share: number | null, revenue: Decimal, revenueShare: number | null, averageClv: Decimal | null, averageRecencyDays: number | null }> };

export type TopCustomersQueryVariables = Exact<{
  by?: CustomerValue;
  where?: CustomerFilter | null | undefined;
  first?: number;
  personal?: boolean;
}>;


export type TopCustomersQuery = { topCustomers: Array<{ id: string, customerId: string, name?: string | null, email?: string | null, city: string | null, countryCode: string | null, registeredAt: Instant | null, analytics: { segment: Segment, orders: number, revenue: Decimal, aov: Decimal | null, clv: Decimal | null, recencyDays: number | null, lastOrderAt: Instant | null } }> };

export type TopProductsQueryVariables = Exact<{
  by?: ProductSalesMeasure;
  range?: DateRange | null | undefined;
  where?: SalesFilter | null | undefined;
  first?: number;
}>;


export type TopProductsQuery = { topProducts: Array<{ orders: number, units: number, revenue: Decimal, profit: Decimal | null, product: { id: string, productId: string, name: string, brand: string | null, price: Decimal | null, stock: number | null, isActive: boolean, category: { id: string, path: Array<string> } | null } }> };

export type TotalsFragment = { orders: number, units: number, revenue: Decimal, profit: Decimal | null, aov: Decimal | null, uniqueCustomers: number, cancellationRate: number | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const CustomerCardFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment CustomerCard on Customer {
  id
  customerId
  name @include(if: $personal)
  email @include(if: $personal)
  city
  countryCode
  registeredAt
  analytics {
    segment
    orders
    revenue
    aov
    clv
    recencyDays
    lastOrderAt
  }
}
    `, {"fragmentName":"CustomerCard"}) as unknown as TypedDocumentString<CustomerCardFragment, unknown>;
export const OrderCardFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment OrderCard on Order {
  id
  orderId
  orderedAt
  status
  paymentStatus
  channel
  isSale
  itemCount
  total
}
    `, {"fragmentName":"OrderCard"}) as unknown as TypedDocumentString<OrderCardFragment, unknown>;
export const ProductCardFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment ProductCard on Product {
  id
  productId
  name
  brand
  price
  stock
  isActive
  category {
    id
    path
  }
}
    `, {"fragmentName":"ProductCard"}) as unknown as TypedDocumentString<ProductCardFragment, unknown>;
export const RecommendationCardFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment RecommendationCard on Recommendation {
  rank
  relevance
  confidence
  isFallback
  product {
    ...ProductCard
  }
  because {
    id
    name
  }
}
    fragment ProductCard on Product {
  id
  productId
  name
  brand
  price
  stock
  isActive
  category {
    id
    path
  }
}`, {"fragmentName":"RecommendationCard"}) as unknown as TypedDocumentString<RecommendationCardFragment, unknown>;
export const TotalsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Totals on SalesTotals {
  orders
  units
  revenue
  profit
  aov
  uniqueCustomers
  cancellationRate
}
    `, {"fragmentName":"Totals"}) as unknown as TypedDocumentString<TotalsFragment, unknown>;
export const AlertRaisedDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription AlertRaised($minimum: Severity!) {
  alertRaised(minimum: $minimum) {
    id
    severity
    title
    message
    at
    resolvedAt
    table
  }
}
    `, {"operation":"AlertRaised","shape":{"alertRaised":{"at":"DateTime","resolvedAt":"DateTime"}},"hash":"89a2078eb2f58385b82d69e8f99fba3ba33f2b0f1f422de13685338056f8a87b"}) as unknown as TypedDocumentString<AlertRaisedSubscription, AlertRaisedSubscriptionVariables>;
export const CohortsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Cohorts($basis: CohortBasis! = FIRST_ORDER, $months: Int! = 12, $range: DateRange) {
  cohorts(basis: $basis, months: $months, range: $range) {
    month
    customers
    cells {
      monthsSince
      active
      orders
      retention
      revenue
      cumulativeRevenue
      valuePerCustomer
      isComplete
    }
  }
}
    `, {"operation":"Cohorts","shape":{"cohorts":{"month":"Date","cells":{"revenue":"Decimal","cumulativeRevenue":"Decimal","valuePerCustomer":"Decimal"}}},"hash":"12581aeac6446225809145ad0911c39aafbfaad4b964045cbb56624b0e7217fb"}) as unknown as TypedDocumentString<CohortsQuery, CohortsQueryVariables>;
export const CustomerDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Customer($customerId: ID!, $orders: Int = 10, $personal: Boolean! = false) {
  customer(customerId: $customerId) {
    ...CustomerCard
    phone @include(if: $personal)
    birthDate @include(if: $personal)
    ageBand
    tenureDays
    isActive
    analytics {
      rfm
      profit
      historicValue
      acquisitionCost
      units
      firstOrderAt
      purchaseFrequency
      favouriteCategory
      favouriteChannel
    }
    orders(first: $orders) {
      totalCount
      nodes {
        ...OrderCard
      }
    }
    recommendations {
      ...RecommendationCard
    }
  }
}
    fragment CustomerCard on Customer {
  id
  customerId
  name @include(if: $personal)
  email @include(if: $personal)
  city
  countryCode
  registeredAt
  analytics {
    segment
    orders
    revenue
    aov
    clv
    recencyDays
    lastOrderAt
  }
}
fragment OrderCard on Order {
  id
  orderId
  orderedAt
  status
  paymentStatus
  channel
  isSale
  itemCount
  total
}
fragment ProductCard on Product {
  id
  productId
  name
  brand
  price
  stock
  isActive
  category {
    id
    path
  }
}
fragment RecommendationCard on Recommendation {
  rank
  relevance
  confidence
  isFallback
  product {
    ...ProductCard
  }
  because {
    id
    name
  }
}`, {"operation":"Customer","shape":{"customer":{"registeredAt":"DateTime","analytics":{"revenue":"Decimal","aov":"Decimal","clv":"Decimal","lastOrderAt":"DateTime","profit":"Decimal","historicValue":"Decimal","acquisitionCost":"Decimal","firstOrderAt":"DateTime"},"birthDate":"Date","orders":{"nodes":{"orderedAt":"DateTime","total":"Decimal"}},"recommendations":{"product":{"price":"Decimal"}}}},"hash":"ae3716a9629e658941f6d2fc971155f597743785003750f70ba033cdcfe93454"}) as unknown as TypedDocumentString<CustomerQuery, CustomerQueryVariables>;
export const CustomersPageDocument = /*#__PURE__*/ new TypedDocumentString(`
    query CustomersPage($first: Int = 50, $after: String, $where: CustomerFilter, $orderBy: [CustomerOrderBy!], $personal: Boolean! = false) {
  customers(first: $first, after: $after, where: $where, orderBy: $orderBy) {
    totalCount
    nodes {
      ...CustomerCard
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment CustomerCard on Customer {
  id
  customerId
  name @include(if: $personal)
  email @include(if: $personal)
  city
  countryCode
  registeredAt
  analytics {
    segment
    orders
    revenue
    aov
    clv
    recencyDays
    lastOrderAt
  }
}`, {"operation":"CustomersPage","shape":{"customers":{"nodes":{"registeredAt":"DateTime","analytics":{"revenue":"Decimal","aov":"Decimal","clv":"Decimal","lastOrderAt":"DateTime"}}}},"hash":"a9e493ee09521b8876a97f63c599abe9505e80ae6fc3fd4e7b9d304e246fda7e"}) as unknown as TypedDocumentString<CustomersPageQuery, CustomersPageQueryVariables>;
export const EventsDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription Events($types: [EventType!], $after: String) {
  events(types: $types, after: $after) {
    cursor
    eventId
    type
    at
    sessionId
    productId
    category
    storeId
    storeType
    city
    province
    isSimulated
  }
}
    `, {"operation":"Events","shape":{"events":{"at":"DateTime"}},"hash":"4e79d2f1ee3f18cd5a7d1c8d12ff9ded02e1a14b474cbc2bf77abba33948e9b8"}) as unknown as TypedDocumentString<EventsSubscription, EventsSubscriptionVariables>;
export const GeographyDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Geography($level: GeoLevel! = COUNTRY, $first: Int! = 50) {
  geography(level: $level, first: $first) {
    country
    region
    city
    customers
    orders
    revenue
    share
  }
}
    `, {"operation":"Geography","shape":{"geography":{"revenue":"Decimal"}},"hash":"757a242efd05a00fc5827c2e79fa958750915b70c82ceffe3bd0c13a341d58b8"}) as unknown as TypedDocumentString<GeographyQuery, GeographyQueryVariables>;
export const LiveMetricsDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription LiveMetrics {
  liveMetrics {
    watermark
    activeSessions
    lateEvents
    deadLetters
    openPeriod {
      ...Totals
    }
  }
}
    fragment Totals on SalesTotals {
  orders
  units
  revenue
  profit
  aov
  uniqueCustomers
  cancellationRate
}`, {"operation":"LiveMetrics","shape":{"liveMetrics":{"watermark":"DateTime","lateEvents":"BigInt","deadLetters":"BigInt","openPeriod":{"revenue":"Decimal","profit":"Decimal","aov":"Decimal"}}},"hash":"55477664a3d66c9ac68212260cc3cc999ff5a425e306ba741062c8018085ca50"}) as unknown as TypedDocumentString<LiveMetricsSubscription, LiveMetricsSubscriptionVariables>;
export const OperationsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Operations($first: Int! = 10) {
  operations {
    inventoryValue
    lateShare
    cancellationRate
    processingDays {
      mean
      median
      p90
    }
    paymentMethods {
      method
      orders
      revenue
      share
    }
    statuses {
      status
      orders
      share
    }
    criticalProducts(first: $first) {
      ...ProductCard
    }
    staleProducts(first: $first) {
      ...ProductCard
      performance {
        daysWithoutSale
        lastSoldAt
      }
    }
    lowRatedProducts(first: $first) {
      ...ProductCard
      performance {
        rating
        reviews
      }
    }
  }
}
    fragment ProductCard on Product {
  id
  productId
  name
  brand
  price
  stock
  isActive
  category {
    id
    path
  }
}`, {"operation":"Operations","shape":{"operations":{"inventoryValue":"Decimal","paymentMethods":{"revenue":"Decimal"},"criticalProducts":{"price":"Decimal"},"staleProducts":{"price":"Decimal","performance":{"lastSoldAt":"DateTime"}},"lowRatedProducts":{"price":"Decimal"}}},"hash":"db61b2f29a593ffd81ea384b9f64f73f19ec6c1046281099f94adc557338ead7"}) as unknown as TypedDocumentString<OperationsQuery, OperationsQueryVariables>;
export const OrderPlacedDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription OrderPlaced($where: LiveOrderFilter, $after: String) {
  orderPlaced(where: $where, after: $after) {
    cursor
    eventId
    orderId
    orderedAt
    product {
      ...ProductCard
    }
    productId
    quantity
    unitPrice
    total
    paymentMethod
    channel
    storeId
    storeType
    city
    province
    isSimulated
  }
}
    fragment ProductCard on Product {
  id
  productId
  name
  brand
  price
  stock
  isActive
  category {
    id
    path
  }
}`, {"operation":"OrderPlaced","shape":{"orderPlaced":{"orderedAt":"DateTime","product":{"price":"Decimal"},"unitPrice":"Decimal","total":"Decimal"}},"hash":"41e911895bf8fe8ba29bb913db7a0cd3d1b2fcbbfb2a4f82da295c4d1c479e28"}) as unknown as TypedDocumentString<OrderPlacedSubscription, OrderPlacedSubscriptionVariables>;
export const OrderDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Order($orderId: ID!, $personal: Boolean! = false) {
  order(orderId: $orderId) {
    ...OrderCard
    paymentMethod
    subtotal
    discount
    tax
    shipping
    deliveredAt
    estimatedDeliveryAt
    deliveryDays
    isLate
    city
    country
    shippingAddress @include(if: $personal)
    notes @include(if: $personal)
    customer {
      id
      customerId
    }
    store {
      id
      name
    }
    items {
      id
      quantity
      unitPrice
      discountPercent
      lineTotal
      profit
      product {
        id
        productId
        name
      }
    }
  }
}
    fragment OrderCard on Order {
  id
  orderId
  orderedAt
  status
  paymentStatus
  channel
  isSale
  itemCount
  total
}`, {"operation":"Order","shape":{"order":{"orderedAt":"DateTime","total":"Decimal","subtotal":"Decimal","discount":"Decimal","tax":"Decimal","shipping":"Decimal","deliveredAt":"DateTime","estimatedDeliveryAt":"DateTime","items":{"unitPrice":"Decimal","lineTotal":"Decimal","profit":"Decimal"}}},"hash":"a9b51f34866151b310535dc7e796af26de7b6a287989014d7798ceb6dadcdd12"}) as unknown as TypedDocumentString<OrderQuery, OrderQueryVariables>;
export const OrdersPageDocument = /*#__PURE__*/ new TypedDocumentString(`
    query OrdersPage($first: Int = 50, $after: String, $where: OrderFilter, $orderBy: [OrderOrderBy!]) {
  orders(first: $first, after: $after, where: $where, orderBy: $orderBy) {
    totalCount
    nodes {
      ...OrderCard
      customer {
        id
        customerId
      }
      store {
        id
        name
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment OrderCard on Order {
  id
  orderId
  orderedAt
  status
  paymentStatus
  channel
  isSale
  itemCount
  total
}`, {"operation":"OrdersPage","shape":{"orders":{"nodes":{"orderedAt":"DateTime","total":"Decimal"}}},"hash":"3cbdecc9787257f4375a92aba2fc7b632aba4ef55a36fab2456634b5ca75b76f"}) as unknown as TypedDocumentString<OrdersPageQuery, OrdersPageQueryVariables>;
export const ProductDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Product($productId: ID!, $grain: Grain! = MONTH, $range: DateRange, $reviews: Int = 5, $similar: Int! = 5) {
  product(productId: $productId) {
    ...ProductCard
    description
    cost
    launchedOn
    createdAt
    weightKg
    performance {
      orders
      customers
      unitsSold
      revenue
      listRevenue
      profit
      revenueRank
      marginPercent
      realisedMarginPercent
      turnover
      monthsOfInventory
      daysWithoutSale
      lastSoldAt
      isStale
      abcClass
      salesClass
      stockClass
      rating
      reviews
    }
    sales(grain: $grain, range: $range) {
      periodStart
      orders
      units
      revenue
    }
    similar(first: $similar) {
      product {
        id
        productId
        name
      }
      confidence
      cosine
      lift
    }
    reviews(first: $reviews) {
      totalCount
      nodes {
        id
        rating
        title
        comment
        reviewedAt
      }
    }
  }
}
    fragment ProductCard on Product {
  id
  productId
  name
  brand
  price
  stock
  isActive
  category {
    id
    path
  }
}`, {"operation":"Product","shape":{"product":{"price":"Decimal","cost":"Decimal","launchedOn":"Date","createdAt":"DateTime","weightKg":"Decimal","performance":{"revenue":"Decimal","listRevenue":"Decimal","profit":"Decimal","lastSoldAt":"DateTime"},"sales":{"periodStart":"Date","revenue":"Decimal"},"reviews":{"nodes":{"reviewedAt":"DateTime"}}}},"hash":"5fecee41d39335134f9e269cf643f5d43e48610545b66ad09e8f301b1e6152af"}) as unknown as TypedDocumentString<ProductQuery, ProductQueryVariables>;
export const ProductsPageDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ProductsPage($first: Int = 50, $after: String, $where: ProductFilter, $orderBy: [ProductOrderBy!]) {
  products(first: $first, after: $after, where: $where, orderBy: $orderBy) {
    totalCount
    nodes {
      ...ProductCard
      performance {
        revenue
        unitsSold
        marginPercent
        abcClass
        salesClass
        stockClass
        rating
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment ProductCard on Product {
  id
  productId
  name
  brand
  price
  stock
  isActive
  category {
    id
    path
  }
}`, {"operation":"ProductsPage","shape":{"products":{"nodes":{"price":"Decimal","performance":{"revenue":"Decimal"}}}},"hash":"2866fa57ff756bba42fcfda963de0d90655d269237ff10dd1f9bf38546f49268"}) as unknown as TypedDocumentString<ProductsPageQuery, ProductsPageQueryVariables>;
export const PublicationMadeDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription PublicationMade {
  publicationMade {
    publicationId
    publishedAt
    asOf
    checksPassed
    checksFailed
  }
}
    `, {"operation":"PublicationMade","shape":{"publicationMade":{"publishedAt":"DateTime","asOf":"DateTime"}},"hash":"ba4d9fb659b9aae7b5acad3be10f517424fd6e6c2db51c07c97a94bc9a55f707"}) as unknown as TypedDocumentString<PublicationMadeSubscription, PublicationMadeSubscriptionVariables>;
export const PublicationDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Publication {
  publication {
    id
    publicationId
    publishedAt
    asOf
    definitionsHash
    checksPassed
    checksFailed
    tables {
      table
      version
      rows
    }
  }
}
    `, {"operation":"Publication","shape":{"publication":{"publishedAt":"DateTime","asOf":"DateTime","tables":{"version":"BigInt","rows":"BigInt"}}},"hash":"bec28f40c88404b23b459e80c25c62d109bab2dca0a401b4cf1111770bdd422b"}) as unknown as TypedDocumentString<PublicationQuery, PublicationQueryVariables>;
export const PublishEventsDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation PublishEvents($events: [EventInput!]!) {
  publishEvents(events: $events) {
    accepted
    rejected {
      index
      eventId
      reason
    }
  }
}
    `, {"operation":"PublishEvents","shape":{},"isMutation":true,"hash":"69f3e862c84b017fbcf811199c1eb8e70f7dbde487200686b1eed6fed533a11f"}) as unknown as TypedDocumentString<PublishEventsMutation, PublishEventsMutationVariables>;
export const RecommendationMadeDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription RecommendationMade($after: String) {
  recommendationMade(after: $after) {
    cursor
    orderId
    orderedAt
    customer {
      customerId
    }
    store {
      storeId
      name
    }
    paymentMethod
    total
    lines {
      product {
        ...ProductCard
      }
      productId
      quantity
      unitPrice
      total
    }
    recommendations {
      ...RecommendationCard
    }
    madeAt
    isSimulated
  }
}
    fragment ProductCard on Product {
  id
  productId
  name
  brand
  price
  stock
  isActive
  category {
    id
    path
  }
}
fragment RecommendationCard on Recommendation {
  rank
  relevance
  confidence
  isFallback
  product {
    ...ProductCard
  }
  because {
    id
    name
  }
}`, {"operation":"RecommendationMade","shape":{"recommendationMade":{"orderedAt":"DateTime","total":"Decimal","lines":{"product":{"price":"Decimal"},"unitPrice":"Decimal","total":"Decimal"},"recommendations":{"product":{"price":"Decimal"}},"madeAt":"DateTime"}},"hash":"80ab0d2db129b34d3796912359b55fa825f5bf0a38d7dfd8c201973f39414c36"}) as unknown as TypedDocumentString<RecommendationMadeSubscription, RecommendationMadeSubscriptionVariables>;
export const RecommendationsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Recommendations($productIds: [ID!]!, $first: Int! = 5) {
  recommendations(productIds: $productIds, first: $first) {
    ...RecommendationCard
  }
}
    fragment ProductCard on Product {
  id
  productId
  name
  brand
  price
  stock
  isActive
  category {
    id
    path
  }
}
fragment RecommendationCard on Recommendation {
  rank
  relevance
  confidence
  isFallback
  product {
    ...ProductCard
  }
  because {
    id
    name
  }
}`, {"operation":"Recommendations","shape":{"recommendations":{"product":{"price":"Decimal"}}},"hash":"fae76dfb690208831a58554762cc54ef93ee0c53036d219c578aaaba2b2e1312"}) as unknown as TypedDocumentString<RecommendationsQuery, RecommendationsQueryVariables>;
export const SalesMetricsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SalesMetrics($grain: Grain! = MONTH, $dimension: MetricDimension, $values: [String!], $range: DateRange, $first: Int! = 1000) {
  salesMetrics(
    grain: $grain
    dimension: $dimension
    values: $values
    range: $range
    first: $first
  ) {
    periodStart
    value
    label
    orders
    units
    revenue
    netRevenue
    discount
    profit
    aov
    newCustomers
    uniqueCustomers
    growthPercent
    yoyPercent
    isComplete
  }
}
    `, {"operation":"SalesMetrics","shape":{"salesMetrics":{"periodStart":"Date","revenue":"Decimal","netRevenue":"Decimal","discount":"Decimal","profit":"Decimal","aov":"Decimal"}},"hash":"6976aa5c50d0ebd3428dd08e29090514124681998307383d20b3114e5b782619"}) as unknown as TypedDocumentString<SalesMetricsQuery, SalesMetricsQueryVariables>;
export const SalesOverviewDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SalesOverview($range: DateRange, $top: Int! = 5) {
  salesSummary(range: $range) {
    range {
      from
      to
    }
    current {
      ...Totals
    }
    previous {
      ...Totals
    }
    yearAgo {
      ...Totals
    }
    topProducts(first: $top) {
      product {
        id
        productId
        name
      }
      revenue
      units
    }
    topCategories(first: $top) {
      keys {
        label
        value
      }
      revenue
      units
    }
    criticalStock
    averageRating
  }
}
    fragment Totals on SalesTotals {
  orders
  units
  revenue
  profit
  aov
  uniqueCustomers
  cancellationRate
}`, {"operation":"SalesOverview","shape":{"salesSummary":{"range":{"from":"Date","to":"Date"},"current":{"revenue":"Decimal","profit":"Decimal","aov":"Decimal"},"previous":{"revenue":"Decimal","profit":"Decimal","aov":"Decimal"},"yearAgo":{"revenue":"Decimal","profit":"Decimal","aov":"Decimal"},"topProducts":{"revenue":"Decimal"},"topCategories":{"revenue":"Decimal"}}},"hash":"722cdf651e425d9b6ca58c31f57e3dbd69248e1635f9d1910ed9d611941f8f34"}) as unknown as TypedDocumentString<SalesOverviewQuery, SalesOverviewQueryVariables>;
export const SalesSliceDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SalesSlice($by: [SalesDimension!], $grain: Grain, $range: DateRange, $where: SalesFilter, $having: SalesHaving, $orderBy: SalesOrderBy, $first: Int! = 100) {
  sales(
    by: $by
    grain: $grain
    range: $range
    where: $where
    having: $having
    orderBy: $orderBy
    first: $first
  ) {
    rows {
      periodStart
      keys {
        dimension
        value
        label
      }
      orders
      units
      revenue
      profit
      aov
      uniqueCustomers
    }
    totals {
      ...Totals
    }
    truncated
  }
}
    fragment Totals on SalesTotals {
  orders
  units
  revenue
  profit
  aov
  uniqueCustomers
  cancellationRate
}`, {"operation":"SalesSlice","shape":{"sales":{"rows":{"periodStart":"Date","revenue":"Decimal","profit":"Decimal","aov":"Decimal"},"totals":{"revenue":"Decimal","profit":"Decimal","aov":"Decimal"}}},"hash":"cdd6a24dc648329ade8ba7cc6af9b6937d1841f255670749259231ad7ab53885"}) as unknown as TypedDocumentString<SalesSliceQuery, SalesSliceQueryVariables>;
export const SalesTrendsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SalesTrends($grain: Grain! = MONTH, $range: DateRange, $window: Int! = 3) {
  salesTrends(grain: $grain, range: $range, window: $window) {
    periodStart
    revenue
    movingAverage
    growthPercent
    yoyPercent
    direction
    isComplete
  }
  seasonality {
    year
    quarter
    revenue
    index
  }
}
    `, {"operation":"SalesTrends","shape":{"salesTrends":{"periodStart":"Date","revenue":"Decimal","movingAverage":"Decimal"},"seasonality":{"revenue":"Decimal"}},"hash":"e3a4ca7c8d2c8387f0100903ab57359d08198b5dc2a3179fa3c17bd188c3c16d"}) as unknown as TypedDocumentString<SalesTrendsQuery, SalesTrendsQueryVariables>;
export const SegmentsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Segments($where: CustomerFilter) {
  customerSegments(where: $where) {
    segment
    customers
    share
    revenue
    revenueShare
    averageClv
    averageRecencyDays
  }
}
    `, {"operation":"Segments","shape":{"customerSegments":{"revenue":"Decimal","averageClv":"Decimal"}},"hash":"971d4a41c8f67a0bbee2d00bab9b239a2fe0a3c5dde9e52c2c512fdb9d54cc54"}) as unknown as TypedDocumentString<SegmentsQuery, SegmentsQueryVariables>;
export const TopCustomersDocument = /*#__PURE__*/ new TypedDocumentString(`
    query TopCustomers($by: CustomerValue! = CLV, $where: CustomerFilter, $first: Int! = 10, $personal: Boolean! = false) {
  topCustomers(by: $by, where: $where, first: $first) {
    ...CustomerCard
  }
}
    fragment CustomerCard on Customer {
  id
  customerId
  name @include(if: $personal)
  email @include(if: $personal)
  city
  countryCode
  registeredAt
  analytics {
    segment
    orders
    revenue
    aov
    clv
    recencyDays
    lastOrderAt
  }
}`, {"operation":"TopCustomers","shape":{"topCustomers":{"registeredAt":"DateTime","analytics":{"revenue":"Decimal","aov":"Decimal","clv":"Decimal","lastOrderAt":"DateTime"}}},"hash":"9264a03b6ad37d0429924d5baca29e5da2d4d47ac7aaba7fdc0e1568e35820ec"}) as unknown as TypedDocumentString<TopCustomersQuery, TopCustomersQueryVariables>;
export const TopProductsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query TopProducts($by: ProductSalesMeasure! = REVENUE, $range: DateRange, $where: SalesFilter, $first: Int! = 10) {
  topProducts(by: $by, range: $range, where: $where, first: $first) {
    product {
      ...ProductCard
    }
    orders
    units
    revenue
    profit
  }
}
    fragment ProductCard on Product {
  id
  productId
  name
  brand
  price
  stock
  isActive
  category {
    id
    path
  }
}`, {"operation":"TopProducts","shape":{"topProducts":{"product":{"price":"Decimal"},"revenue":"Decimal","profit":"Decimal"}},"hash":"f3ec1d8b9a4f02f0a9e199192e8818500310fef14a5512d21853393c24636beb"}) as unknown as TypedDocumentString<TopProductsQuery, TopProductsQueryVariables>;
