import { paymentMix } from '../lakehouse/contracts/gold/payment-mix.ts'
import type { PaymentShare as Row } from '../lakehouse/serving/operations.ts'
import { builder } from './builder.ts'
import { sayings } from './says.ts'

const says = sayings(paymentMix)

export const PaymentShare = builder.objectRef<Row>('PaymentShare').implement({
  description: 'How much is paid with one method.',
  fields: (t) => ({
    method: t.exposeString('method', says('method')),
    orders: t.exposeInt('orders', says('orders')),
    share: t.exposeFloat('share', says('share')),
    revenue: t.expose('revenue', { type: 'Decimal', ...says('revenue') }),
  }),
})
