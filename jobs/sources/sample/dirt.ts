/** What silver makes of a flaw: a rule of the quarantine, or one of these. */
type Effect =
  /** The row counts once. */
  | 'duplicate'
  /** The value becomes NULL. */
  | 'nulled'
  /** The value is put right. */
  | 'cleaned'
  /** The row stays and is reported. */
  | 'reported'
  /** No row: the line is in `quarantine.unreadable_lines`. */
  | 'unreadable'

interface Kind {
  readonly table: string
  /** The quarantine's rule, where it is none of `Effect`. */
  readonly effect: Effect | (string & {})
  /** How many in a sample of 5,000 orders. */
  readonly count: number
}

/** Every kind of dirt in the sample; each is in rows of its own, so that its effect can be counted. */
export const DIRT = {
  duplicate_customers: { table: 'customers', effect: 'duplicate', count: 12 },
  customers_without_id: { table: 'customers', effect: 'missing_key', count: 3 },
  upper_case_names: { table: 'customers', effect: 'cleaned', count: 30 },
  mixed_phones: { table: 'customers', effect: 'cleaned', count: 300 },
  country_spellings: { table: 'customers', effect: 'cleaned', count: 45 },
  bad_emails: { table: 'customers', effect: 'nulled', count: 18 },
  bad_phones: { table: 'customers', effect: 'nulled', count: 15 },
  shared_emails: { table: 'customers', effect: 'reported', count: 6 },
  orphan_categories: { table: 'product_categories', effect: 'orphan', count: 1 },
  cyclic_categories: { table: 'product_categories', effect: 'orphan', count: 2 },
  negative_price_products: { table: 'products', effect: 'negative_price', count: 2 },
  products_of_unknown_category: { table: 'products', effect: 'reported', count: 3 },
  unnamed_products: { table: 'products', effect: 'cleaned', count: 2 },
  duplicate_orders: { table: 'orders', effect: 'duplicate', count: 25 },
  orders_without_id: { table: 'orders', effect: 'missing_key', count: 2 },
  unknown_status_orders: { table: 'orders', effect: 'unknown_status', count: 10 },
  orphan_orders: { table: 'orders', effect: 'orphan', count: 8 },
  future_orders: { table: 'orders', effect: 'future_order', count: 5 },
  unreadable_totals: { table: 'orders', effect: 'unparsable', count: 6 },
  unreadable_order_dates: { table: 'orders', effect: 'unparsable', count: 4 },
  early_deliveries: { table: 'orders', effect: 'delivery_before_order', count: 5 },
  emptied_orders: { table: 'orders', effect: 'emptied', count: 4 },
  duplicate_items: { table: 'order_items', effect: 'duplicate', count: 20 },
  items_of_unknown_order: { table: 'order_items', effect: 'orphan', count: 10 },
  items_of_unknown_product: { table: 'order_items', effect: 'orphan', count: 10 },
  negative_price_items: { table: 'order_items', effect: 'negative_price', count: 6 },
  zero_quantities: { table: 'order_items', effect: 'bad_quantity', count: 5 },
  fractional_quantities: { table: 'order_items', effect: 'bad_quantity', count: 3 },
  negative_quantities: { table: 'order_items', effect: 'bad_quantity', count: 4 },
  discounts_over_100: { table: 'order_items', effect: 'bad_discount', count: 4 },
  unreadable_quantities: { table: 'order_items', effect: 'unparsable', count: 6 },
  duplicate_reviews: { table: 'reviews', effect: 'duplicate', count: 10 },
  ratings_out_of_range: { table: 'reviews', effect: 'bad_rating', count: 8 },
  reviews_of_unknown_product: { table: 'reviews', effect: 'orphan', count: 6 },
  lines_with_too_many_fields: { table: 'reviews', effect: 'unreadable', count: 3 },
  lines_with_open_quotes: { table: 'reviews', effect: 'unreadable', count: 2 },
  unreadable_stock: { table: 'stock_snapshots', effect: 'unparsable', count: 4 },
} as const satisfies Record<string, Kind>

export type DirtKind = keyof typeof DIRT

/** Tables that do not grow with the number of orders, nor does their dirt. */
const FIXED: readonly string[] = ['product_categories', 'products']

/** Counts of dirt, spread evenly over what is written. */
export class Dirt {
  readonly #scale: number
  readonly #made = new Map<string, number>()

  constructor(orders: number) {
    this.#scale = orders / 5000
  }

  /** How many of a kind are due when the share `progress`, 0–1, of the clean rows is written. */
  due(kind: DirtKind, progress: number): number {
    const { table, count } = DIRT[kind]
    const planned = FIXED.includes(table) ? count : Math.max(1, Math.round(count * this.#scale))
    const made = this.#made.get(kind) ?? 0
    const due = Math.floor(planned * progress + 1e-9) - made
    this.#made.set(kind, made + due)
    return due
  }

  /** How many of each kind there are, by now. */
  counts(): Record<string, number> {
    return Object.fromEntries(Object.keys(DIRT).map((kind) => [kind, this.#made.get(kind) ?? 0]))
  }
}
