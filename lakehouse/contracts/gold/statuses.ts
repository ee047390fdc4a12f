import { bigint, contract, double, required, string } from '../contract.ts'

export const statuses = contract({
  name: 'gold.statuses',
  grain: 'one row per status of all orders',
  columns: {
    status: string('NULL where the source says nothing.'),
    orders: required(bigint('Orders up to as_of.')),
    share: required(double('Of all orders.', '0–1')),
  },
  key: ['status'],
  isServed: true,
})
