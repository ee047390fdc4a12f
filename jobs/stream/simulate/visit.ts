import type { EventType } from '../../../lakehouse/events/topics.ts'
import type { Random } from '../../sources/sample/random.ts'
import type { SimulatedProduct, SimulatedShop } from './shop.ts'

/** Something that a visitor does. */
export interface Step {
  readonly type: EventType
  /** Undefined: a page of a category. */
  readonly product: SimulatedProduct | undefined
  readonly category: string | null
  /** Of carts and purchases. */
  readonly quantity: number | null
}

/** Of visits: those who know what they want, and buy it without a look. */
const STRAIGHT = 0.04
const GOES_ON = 0.72
const LOOKS_AT_CATEGORY = 0.2
const STAYS_IN_CATEGORY = 0.5
const PUTS_IN_CART = 0.3
const TAKES_OUT = 0.12
const BUYS_CART = 0.5
const BUYS_SEVERAL = 0.2
const PAGES_MAX = 60
const STRAIGHT_LINES_MAX = 4

type Cart = Map<SimulatedProduct, number>

/** What one visitor does, in order: looks, puts in the cart, takes out, and may buy at last what the cart has. */
export function visit(shop: SimulatedShop, random: Random): Step[] {
  return random.chance(STRAIGHT) ? bought(straightCart(shop, random)) : browsed(shop, random)
}

function straightCart(shop: SimulatedShop, random: Random): Cart {
  const cart: Cart = new Map()
  const lines = random.between(1, STRAIGHT_LINES_MAX + 1)
  for (let i = 0; i < lines; i++) cart.set(shop.product(random), quantity(random))
  return cart
}

function browsed(shop: SimulatedShop, random: Random): Step[] {
  const steps: Step[] = []
  const cart: Cart = new Map()
  let product = shop.product(random)
  for (let page = 0; page < PAGES_MAX; page++) {
    if (random.chance(LOOKS_AT_CATEGORY)) steps.push(categoryPage(product))
    steps.push(step('page_view', product, null))
    if (!cart.has(product) && random.chance(PUTS_IN_CART)) {
      cart.set(product, quantity(random))
      steps.push(step('add_to_cart', product, cart.get(product)!))
    }
    if (cart.size > 0 && random.chance(TAKES_OUT)) {
      const [unwanted, count] = random.pick([...cart])
      cart.delete(unwanted)
      steps.push(step('remove_from_cart', unwanted, count))
    }
    if (!random.chance(GOES_ON)) break
    product = random.chance(STAYS_IN_CATEGORY)
      ? shop.alike.get(product.category)!(random)
      : shop.product(random)
  }
  return cart.size > 0 && random.chance(BUYS_CART) ? [...steps, ...bought(cart)] : steps
}

const bought = (cart: Cart): Step[] =>
  [...cart].map(([product, count]) => step('purchase', product, count))

const step = (type: EventType, product: SimulatedProduct, count: number | null): Step => ({
  type,
  product,
  category: product.category,
  quantity: count,
})

const categoryPage = ({ category }: SimulatedProduct): Step => ({
  type: 'page_view',
  product: undefined,
  category,
  quantity: null,
})

const quantity = (random: Random) => (random.chance(BUYS_SEVERAL) ? random.between(2, 5) : 1)
