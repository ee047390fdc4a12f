import type { ReplayMap } from './replay-map.ts'

const TYPES: ReadonlyMap<string | undefined, string> = new Map([
  ['view', 'page_view'],
  ['cart', 'add_to_cart'],
])

/**
 * Clicks as REES46 publishes them. Times end in ` UTC`; ids are longer than numbers may be, and stay text.
 *
 * Purchases name no order: what a session buys in a second is one. A product without a category's path has its id.
 */
export const rees46: ReplayMap = {
  needed: ['event_time', 'event_type', 'product_id', 'price', 'user_id', 'user_session'],
  used: ['category_code', 'category_id'],
  fields(row) {
    const { event_time: time, event_type: type, user_session: session } = row
    return {
      event_type: TYPES.get(type) ?? type,
      event_ts: time!.replace(/ UTC$/, 'Z'),
      session_id: session,
      customer_id: row['user_id'],
      product_id: row['product_id'],
      category: row['category_code'] || row['category_id'],
      unit_price: row['price'],
      order_id: type === 'purchase' ? `${session || row['user_id']} ${time}` : undefined,
    }
  },
}
