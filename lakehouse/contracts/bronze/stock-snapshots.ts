import { canonical, given } from './canonical.ts'

export const stockSnapshots = canonical({
  table: 'stock_snapshots',
  grain: 'a product’s stock at a moment',
  entityKey: ['product_id', 'snapshot_at'],
  given: {
    product_id: given('string', 'The product'),
    snapshot_at: given('timestamp', 'When the stock was counted'),
    stock: given('integer', 'Units in stock then'),
  },
})
