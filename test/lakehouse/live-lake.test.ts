import { expect, test } from 'vitest'
import { openLiveLake } from '../../lakehouse/live-lake.ts'

test.each([
  { name: 'the generated sample', source: 'sample', settings: {}, isSold: true },
  {
    name: 'the sample that keeps them out',
    source: 'sample',
    settings: { stream: { promoteSimulated: false } },
    isSold: false,
  },
  {
    name: 'a real shop in the form of the sample',
    source: 'sample',
    settings: { source: { from: '/raw' } },
    isSold: false,
  },
  {
    name: 'a real shop whose builds refuse the setting',
    source: 'olist',
    settings: { stream: { promoteSimulated: true } },
    isSold: false,
  },
])('simulated orders of $name are sales: $isSold, as in its builds', async (shop) => {
  await using lake = openLiveLake({
    lake: '/nowhere',
    serving: { keep: 30, keepAll: 30 },
    isCurrent: () => true,
    ...shop.settings,
  })
  expect(lake.isSimulatedSold({ source: shop.source })).toBe(shop.isSold)
})
