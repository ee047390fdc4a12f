import { expect, test } from 'vitest'
import {
  type OrderRecommendation,
  readDoneBefore,
  readRecommendation,
  recommendationMessage,
} from '../../lakehouse/events/recommendation.ts'

const RECOMMENDATION: OrderRecommendation = {
  orderId: 'o1',
  orderedAt: '2026-11-20T10:00:00.000000Z',
  madeAt: '2026-11-20T10:00:02.000000Z',
  customerId: null,
  storeId: 's1',
  paymentMethod: null,
  total: '12.5000',
  isSimulated: false,
  lines: [{ productId: 'p1', quantity: 1, unitPrice: '12.5000', total: '12.5000' }],
  recommendations: [
    {
      productId: 'p2',
      rank: 1,
      relevance: 1,
      confidence: 0.5,
      isFallback: false,
      because: ['p1'],
    },
  ],
}

test('what is told of an order is read as it was, and so is where it stopped', () => {
  const doneBefore = new Map([['orders/0', 9_007_199_254_740_993n]])
  const message = recommendationMessage(RECOMMENDATION, doneBefore)
  expect(message).toMatchObject({ topic: 'recommendations', key: 'o1' })
  expect(readRecommendation(message.value)).toEqual(RECOMMENDATION)
  expect(readDoneBefore(message.value)).toEqual(doneBefore)
})

test.each(['', '{', 'null', '{"orderId":"o1"}', '[]'])('%j is no recommendation', (json) => {
  expect(readRecommendation(json)).toBeUndefined()
  expect(readDoneBefore(json)).toEqual(new Map())
})
