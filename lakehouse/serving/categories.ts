import type { RowOf } from '../contracts/contract.ts'
import { productCategories as contract } from '../contracts/silver/product-categories.ts'
import { sql } from '../sql.ts'
import type { Reader } from './reader.ts'
import { rowReader } from './row.ts'

/** One row of `silver.product_categories`, with its names from the root to its own. */
export interface Category extends RowOf<typeof contract> {
  readonly path: readonly string[]
}

const read = rowReader(contract)

/**
 * Categories by id, any number in one statement. The path is walked: a name may hold a slash.
 *
 * Shape: one category an id, in their order; null where there is none.
 */
export async function categoriesByIds(
  reader: Reader,
  categoryIds: readonly string[],
): Promise<(Category | null)[]> {
  const rows = await reader.rows(sql`
    with recursive walked as (
      select category_id, parent_category_id, [name] as path
      from silver.product_categories where category_id in (select unnest(${categoryIds}))
      union all
      select walked.category_id, parents.parent_category_id, list_prepend(parents.name, walked.path)
      from walked
      inner join silver.product_categories as parents on parents.category_id = walked.parent_category_id
    )
    select product_categories.*, walked.path
    from walked
    inner join silver.product_categories on product_categories.category_id = walked.category_id
    where walked.parent_category_id is null`)
  const byId = new Map(
    rows.map((row) => [row.category_id, { ...read(row), path: pathOf(row.path) }]),
  )
  return categoryIds.map((id) => byId.get(id) ?? null)
}

function pathOf(value: unknown): string[] {
  if (Array.isArray(value) && value.every((name) => typeof name === 'string')) return value
  throw new Error('a path is a list of names')
}
