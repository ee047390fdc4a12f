import { canonical, given, optional } from './canonical.ts'

export const payments = canonical({
  table: 'payments',
  grain: 'a part of an order’s payment',
  entityKey: ['order_id', 'sequence'],
  given: {
    order_id: given('string', 'The order that is paid'),
    sequence: optional('integer', 'Which part of a split payment, from 1; 1 when missing'),
    method: optional('string', 'How this part is paid, in the shop’s words'),
    amount: optional('decimal', 'What this part pays'),
  },
})
