import type { RowOf } from '../contracts/contract.ts'
import { productCategories as contract } from '../contracts/silver/product-categories.ts'
import { type Sql, sql, text } from '../sql.ts'
import { textsCell } from './cells.ts'
import { among } from './predicates.ts'
import type { Reader } from './reader.ts'
import { rowReader } from './row.ts'

/** One row of `silver.product_categories`, with its names from the root to its own. */
export interface Category extends RowOf<typeof contract> {
  readonly path: readonly string[]
}

const read = rowReader(contract)

/** Every category, by path. */
export const allCategories = (reader: Reader): Promise<Category[]> =>
  categoriesWhere(reader, text('true'))

/**
 * Categories by id, any number in one statement.
 *
 * Shape: one category an id, in their order; null where there is none.
 */
export async function categoriesByIds(
  reader: Reader,
  categoryIds: readonly string[],
): Promise<(Category | null)[]> {
  const found = await categoriesWhere(reader, among('category_id', categoryIds))
  const byId = new Map(found.map((category) => [category.categoryId, category]))
  return categoryIds.map((id) => byId.get(id) ?? null)
}

/** The categories right below others, by path: one array an id, in their order. */
export async function childrenOfCategories(
  reader: Reader,
  parentIds: readonly string[],
): Promise<Category[][]> {
  const found = await categoriesWhere(reader, among('parent_category_id', parentIds))
  const byParent = Map.groupBy(found, ({ parentCategoryId }) => parentCategoryId)
  return parentIds.map((id) => byParent.get(id) ?? [])
}

/** The path is walked: a name may hold a slash. */
async function categoriesWhere(reader: Reader, condition: Sql): Promise<Category[]> {
  const rows = await reader.rows(sql`
    with recursive walked as (
      select category_id, parent_category_id, [name] as path
      from silver.product_categories where ${condition}
      union all
      select walked.category_id, parents.parent_category_id, list_prepend(parents.name, walked.path)
      from walked
      inner join silver.product_categories as parents on parents.category_id = walked.parent_category_id
    )
    select product_categories.*, walked.path
    from walked
    inner join silver.product_categories on product_categories.category_id = walked.category_id
    where walked.parent_category_id is null
    order by product_categories.category_path, product_categories.category_id`)
  return rows.map((row) => ({ ...read(row), path: textsCell(row, 'path') }))
}
