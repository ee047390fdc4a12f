import type { ReplayMap } from './replay-map.ts'

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** Lines of orders in the names of `bronze.orders` and `bronze.order_items`, one purchase each. */
export const orders: ReplayMap = {
  needed: ['order_id', 'order_date', 'product_id', 'unit_price'],
  used: [
    'order_item_id',
    'quantity',
    'customer_id',
    'category',
    'payment_method',
    'channel',
    'store_id',
    'store_type',
    'city',
    'region',
  ],
  fields(row) {
    const { order_id: orderId, order_date: date, order_item_id: itemId } = row
    return {
      event_id: itemId ? `${orderId} ${itemId}` : undefined,
      event_type: 'purchase',
      event_ts: DAY.test(date!) ? `${date}T00:00Z` : date,
      order_id: orderId,
      product_id: row['product_id'],
      unit_price: row['unit_price'],
      quantity: row['quantity'],
      customer_id: row['customer_id'],
      category: row['category'],
      payment_method: row['payment_method'],
      channel: row['channel'],
      store_id: row['store_id'],
      store_type: row['store_type'],
      city: row['city'],
      province: row['region'],
    }
  },
}
