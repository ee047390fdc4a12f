import { canonical, given, optional } from './canonical.ts'

export const productCategories = canonical({
  table: 'product_categories',
  grain: 'a category of the tree',
  entityKey: ['category_id'],
  given: {
    category_id: given('string', 'The shop’s own id of the category'),
    name: optional('string', 'Name, unique below one parent'),
    parent_category_id: optional('string', 'The category above; missing for a root'),
    description: optional('string', 'What belongs to it'),
    is_active: optional('boolean', 'Whether it is in use; true when missing'),
  },
})
