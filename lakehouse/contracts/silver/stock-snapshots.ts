import { contract, integer, required, string, timestamp } from '../contract.ts'

export const stockSnapshots = contract({
  name: 'silver.stock_snapshots',
  grain: 'one row per product_id and snapshot_at',
  columns: {
    product_id: required(string('The product that was counted.')),
    snapshot_at: required(timestamp('When it was counted.', 'UTC')),
    stock: required(integer('Units that were there.', 'units')),
  },
  key: ['product_id', 'snapshot_at'],
  checks: [
    {
      rule: 'unknown_product',
      severity: 'warn',
      count: `select count(*) as failed
        from silver.stock_snapshots
        left join silver.products on stock_snapshots.product_id = products.product_id
        where products.product_id is null`,
    },
  ],
})
