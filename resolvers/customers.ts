import {
  type Customer,
  type CustomerFilter,
  type CustomerSort,
  customers,
} from '../lakehouse/serving/customers.ts'
import { type SegmentSummary, segmentSummaries } from '../lakehouse/serving/segments.ts'
import { bounded, listSize } from './bounds.ts'
import type { Connection } from './connection.ts'
import type { Context } from './context.ts'
import { CUSTOMERS } from './nouns.ts'
import { type PagesArguments, pageOf, pagesOf } from './pages.ts'
import { checkSearch } from './scopes.ts'

export function customerPage(
  args: PagesArguments<CustomerFilter, CustomerSort>,
  { reader, ...asking }: Context,
): Promise<Connection<Customer>> {
  checkSearch(args.where, asking)
  return pageOf(pagesOf(reader, customers, CUSTOMERS), args)
}

export interface TopCustomersArguments {
  readonly by: CustomerSort
  readonly first: number
  readonly where?: CustomerFilter | null | undefined
  /** Of rows that will be read. */
  readonly properties: readonly string[]
}

/** The highest first, those without the figure last. */
export async function topCustomers(
  { by, first, where, properties }: TopCustomersArguments,
  { reader, ...asking }: Context,
): Promise<Customer[]> {
  checkSearch(where, asking)
  const asked = { where: bounded(where), orderBy: [{ by, direction: 'DESC' as const }], properties }
  return customers.top(reader, asked, listSize(first))
}

/** All that there are, in the given order. */
export async function customerSegments(
  { where, segments }: { where?: CustomerFilter | null | undefined; segments: readonly string[] },
  { reader, ...asking }: Context,
): Promise<SegmentSummary[]> {
  checkSearch(where, asking)
  const summaries = await segmentSummaries(reader, bounded(where))
  return summaries.sort((a, b) => segments.indexOf(a.segment) - segments.indexOf(b.segment))
}
