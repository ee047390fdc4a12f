import { bigint, contract, decimal, required } from '../contract.ts'

export const inventoryHealth = contract({
  name: 'gold.inventory_health',
  grain: 'one row per shop',
  columns: {
    inventory_value: decimal('Sum of stock × cost; NULL when no product has both.'),
    critical_products: required(bigint('Products with a stock below 10, active or not.')),
    stale_products: required(bigint('Products more than 90 days without a sale, active or not.')),
    low_rated_products: required(
      bigint('Products whose sum of ratings is below 3 × their number.'),
    ),
  },
  key: [],
  isServed: true,
})
