import { bigint, contract, double, required } from '../contract.ts'

export const orderOperations = contract({
  name: 'gold.order_operations',
  grain: 'one row per shop',
  columns: {
    delivered_orders: required(bigint('Sales with a delivery.')),
    mean_days: double('Mean of their delivery_days.', 'days'),
    median_days: double('Median of their delivery_days, continuous.', 'days'),
    p90_days: double('90th percentile of their delivery_days, continuous.', 'days'),
    promised_orders: required(bigint('Sales with a delivery and an estimate.')),
    late_orders: required(bigint('Those delivered on a later local day than estimated.')),
    late_share: double('late_orders ÷ promised_orders.', '0–1'),
    orders: required(bigint('All orders up to as_of.')),
    cancelled_orders: required(bigint('Those whose status is CANCELLED.')),
    cancellation_rate: double('cancelled_orders ÷ orders.', '0–1'),
  },
  key: [],
  checks: [
    { rule: 'late_within_promised', severity: 'fail', violation: 'late_orders > promised_orders' },
    { rule: 'cancelled_within_orders', severity: 'fail', violation: 'cancelled_orders > orders' },
  ],
  isServed: true,
})
