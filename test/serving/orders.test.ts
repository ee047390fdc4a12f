import * as fc from 'fast-check'
import {
  ORDER_SORTS,
  type Order,
  type OrderFilter,
  type OrderSort,
  ordersOfCustomers,
} from '../../lakehouse/serving/orders.ts'
import { ORDERS } from '../../resolvers/nouns.ts'
import { orderPage } from '../../resolvers/orders.ts'
import { amount, instant, key, parent, rowsOf, word } from './any-cell.ts'
import { combined, dayRange, decimalFilter, seldom, stringFilter } from './any-filter.ts'
import { childTests } from './child-tests.ts'
import {
  fits,
  is,
  localDay,
  matches,
  oneOf,
  units,
  withinDays,
  withinDecimals,
} from './naive-filter.ts'
import { pageTests } from './page-tests.ts'
import type { Specification } from './specification.ts'

const status = fc.constantFrom('PENDING', 'SHIPPED', 'CANCELLED')
const paymentStatus = fc.constantFrom('PENDING', 'COMPLETED', 'REFUNDED')

const anyOrder = fc
  .record({
    order_id: key,
    customer_id: fc.option(parent),
    order_date: instant,
    status: fc.option(status),
    payment_status: fc.option(paymentStatus),
    payment_method: fc.option(word),
    channel: fc.option(word),
    store_id: fc.option(word),
    country: fc.option(word),
    region: fc.option(word),
    city: fc.option(word),
    total_amount: amount,
    is_sale: fc.boolean(),
  })
  .map((order) => ({ ...order, local_date: localDay(order.order_date) }))
type AnyOrder = typeof anyOrder extends fc.Arbitrary<infer Row> ? Row : never

const filter: fc.Arbitrary<OrderFilter> = fc.record(
  {
    ordered: seldom(dayRange),
    status: seldom(fc.array(status, { maxLength: 2 })),
    paymentStatus: seldom(fc.array(paymentStatus, { maxLength: 2 })),
    paymentMethod: seldom(stringFilter),
    channel: seldom(stringFilter),
    storeId: seldom(stringFilter),
    country: seldom(stringFilter),
    region: seldom(stringFilter),
    city: seldom(stringFilter),
    total: seldom(decimalFilter),
    customerId: seldom(parent),
    isSale: seldom(fc.boolean()),
  },
  { requiredKeys: [] },
)

const holds = (row: AnyOrder, where: OrderFilter): boolean[] => [
  withinDays(row.order_date, where.ordered),
  oneOf(row.status, where.status),
  oneOf(row.payment_status, where.paymentStatus),
  matches(row.payment_method, where.paymentMethod),
  matches(row.channel, where.channel),
  matches(row.store_id, where.storeId),
  matches(row.country, where.country),
  matches(row.region, where.region),
  matches(row.city, where.city),
  withinDecimals(row.total_amount, where.total),
  matches(row.customer_id, { eq: where.customerId }),
  is(row.is_sale, where.isSale),
]

const ORDER: Specification<AnyOrder, OrderFilter, OrderSort, Order> = {
  noun: ORDERS,
  rows: rowsOf(anyOrder, (row) => row.order_id),
  tables: (rows) => ({ 'silver.orders': rows }),
  idOf: (row) => row.order_id,
  filters: combined(filter),
  fits: (row, where) => fits(row, where, holds),
  sorts: {
    ORDERED_AT: (row) => row.order_date,
    TOTAL: (row) => units(row.total_amount),
  },
  names: ORDER_SORTS,
  page: orderPage,
  foundId: ({ orderId }) => orderId,
}

pageTests(ORDER)
childTests(ORDER, {
  name: 'orders of customers',
  parentOf: (row) => row.customer_id,
  children: ordersOfCustomers,
  loaded: ({ customerOrders }) => customerOrders,
})
