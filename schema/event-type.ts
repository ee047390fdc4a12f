import { builder } from './builder.ts'

export const EventType = builder.enumType('EventType', {
  description: 'What a visitor did.',
  values: {
    PAGE_VIEW: { value: 'page_view', description: 'Looked at a page.' },
    ADD_TO_CART: { value: 'add_to_cart', description: 'Put a product into the cart.' },
    REMOVE_FROM_CART: { value: 'remove_from_cart', description: 'Took a product out of it.' },
    PURCHASE: { value: 'purchase', description: 'Bought a product: a line of an order.' },
  } as const,
})
