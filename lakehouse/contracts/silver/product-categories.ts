import { boolean, contract, integer, required, string } from '../contract.ts'

export const productCategories = contract({
  name: 'silver.product_categories',
  grain: 'one row per category_id',
  columns: {
    category_id: required(string('The source’s key, trimmed.')),
    parent_category_id: string('The category above; NULL for a root.'),
    name: required(
      string('Blanks collapsed; the id where the source has none. Unique below one parent.'),
    ),
    category_path: required(string('Names from the root to this one: Root/…/Leaf.')),
    root_category: required(string('The name of its root, its own for a root.')),
    depth: required(integer('1 for a root.', 'levels')),
    description: string('As the source says.'),
    is_active: required(boolean('As the source says; true where it says nothing.')),
  },
  key: ['category_id'],
  checks: [
    {
      rule: 'path_not_unique',
      severity: 'warn',
      count: `select coalesce(sum(categories), 0) as failed
        from (select count(*) as categories from silver.product_categories group by category_path) as paths
        where categories > 1`,
    },
    {
      rule: 'known_parent',
      severity: 'fail',
      count: `select count(*) as failed
        from silver.product_categories as child
        left join silver.product_categories as parent on child.parent_category_id = parent.category_id
        where child.parent_category_id is not null and parent.category_id is null`,
    },
  ],
  isServed: true,
})
