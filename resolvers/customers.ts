import {
  type Customer,
  type CustomerFilter,
  type CustomerSort,
  customers,
} from '../lakehouse/serving/customers.ts'
import type { Order, OrderFilter, OrderSort } from '../lakehouse/serving/orders.ts'
import { type SegmentSummary, segmentSummaries } from '../lakehouse/serving/segments.ts'
import { bounded, within } from './bounds.ts'
import type { Connection } from './connection.ts'
import type { Context } from './context.ts'
import { ORDERS } from './orders.ts'
import { type PagesArguments, pageOf, pagesOf } from './pages.ts'

const LIST_MAX = 500

/** By id unless another order is asked for. */
export function customerPage(
  args: PagesArguments<CustomerFilter, CustomerSort>,
  { reader }: Context,
): Promise<Connection<Customer>> {
  return pageOf(pagesOf(reader, customers, { noun: 'customers', orderBy: [] }), args)
}

export interface TopCustomersArguments {
  readonly by: CustomerSort
  readonly first: number
  readonly where?: CustomerFilter | null | undefined
}

/** The highest first, those without the figure last. */
export async function topCustomers(
  { by, first, where }: TopCustomersArguments,
  { reader }: Context,
): Promise<Customer[]> {
  const asked = { where: bounded(where), orderBy: [{ by, direction: 'DESC' as const }] }
  const size = within('first', first, LIST_MAX)
  const page = await customers.page(reader, asked, {
    size,
    isBackward: false,
    after: null,
    before: null,
  })
  return page.rows.map(({ row }) => row)
}

/** All that there are, in the given order. */
export async function customerSegments(
  { where, segments }: { where?: CustomerFilter | null | undefined; segments: readonly string[] },
  { reader }: Context,
): Promise<SegmentSummary[]> {
  const summaries = await segmentSummaries(reader, bounded(where))
  return summaries.sort((a, b) => segments.indexOf(a.segment) - segments.indexOf(b.segment))
}

/** A page of a customer's orders; a list of customers reads all their pages in one statement. */
export function customerOrders(
  customerId: string,
  args: PagesArguments<OrderFilter, OrderSort>,
  { loaders }: Context,
): Promise<Connection<Order>> {
  return pageOf(
    {
      ...ORDERS,
      page: (asked, slice) => loaders.customerOrders.load({ customerId, slice, ...asked }),
      count: (where) => loaders.customerOrderCounts.load({ customerId, where }),
    },
    args,
  )
}
