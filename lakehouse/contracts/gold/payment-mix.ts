import { bigint, contract, decimal, double, required, string } from '../contract.ts'

export const paymentMix = contract({
  name: 'gold.payment_mix',
  grain: 'one row per payment method of sales',
  columns: {
    method: required(
      string('A split payment counts under its largest part; (none) where it is missing.'),
    ),
    orders: required(bigint('Sales.')),
    share: required(double('Of all sales.', '0–1')),
    revenue: required(decimal('Revenue of those sales.')),
  },
  key: ['method'],
  isServed: true,
})
