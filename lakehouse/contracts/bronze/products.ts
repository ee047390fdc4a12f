import { canonical, given, optional } from './canonical.ts'

export const products = canonical({
  table: 'products',
  grain: 'a product',
  entityKey: ['product_id'],
  given: {
    product_id: given('string', 'The shop’s own id of the product'),
    name: optional('string', 'Name'),
    description: optional('string', 'Description'),
    category_id: optional('string', 'The category it is in, the deepest one'),
    subcategory: optional('string', 'A further word of the shop’s own below the category'),
    brand: optional('string', 'Brand'),
    model: optional('string', 'Model'),
    price: optional('decimal', 'List price of one unit today'),
    cost: optional('decimal', 'What one unit costs the shop today'),
    stock: optional('integer', 'Units in stock today; missing when unknown'),
    weight_kg: optional('decimal', 'Weight of one unit in kg'),
    dimensions: optional('string', 'Size, as the shop writes it'),
    launch_date: optional('date', 'First day on sale'),
    is_active: optional('boolean', 'Whether it is on sale; true when missing'),
    created_at: optional('timestamp', 'When the shop entered it'),
  },
})
