import { once } from '../../lakehouse/once.ts'
import { openShop, SMALL_SHOP } from './shop.ts'

/** The small shop, built once for all files of tests that run in one process: they only read it, or copy it. */
export const smallShop = once(async () => {
  const shop = openShop(SMALL_SHOP)
  await shop.build()
  return shop
})
