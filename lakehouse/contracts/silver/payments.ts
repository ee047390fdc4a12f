import { contract, decimal, integer, required, string } from '../contract.ts'

export const payments = contract({
  name: 'silver.payments',
  grain: 'one row per order_id and sequence',
  columns: {
    order_id: required(string('The order that it pays.')),
    sequence: required(
      integer('Place among the order’s payments; 1 where the source says nothing.'),
    ),
    method: string('As the source says.'),
    amount: decimal('What was paid.'),
  },
  key: ['order_id', 'sequence'],
  checks: [
    {
      rule: 'unknown_order',
      severity: 'warn',
      count: `select count(*) as failed
        from silver.payments
        left join silver.orders on payments.order_id = orders.order_id
        where orders.order_id is null`,
    },
  ],
})
