import type { CanonicalContract } from '../../lakehouse/contracts/bronze/canonical.ts'

/** Rows that no file gives, in the form of a canonical table. */
const STREAM_VIEWS: Readonly<Record<string, string>> = {
  orders: 'staging.stream_orders',
  order_items: 'staging.stream_order_items',
}

/** The relations whose rows a silver table judges: what the shop's files gave, then what the stream did. */
export function arrivalsOf({ name, table }: CanonicalContract): readonly string[] {
  const stream = STREAM_VIEWS[table]
  return stream === undefined ? [name] : [name, stream]
}
