import type { RowOf } from '../contracts/contract.ts'
import { productSimilarity as contract } from '../contracts/gold/product-similarity.ts'
import { sql } from '../sql.ts'
import { among } from './predicates.ts'
import type { Reader } from './reader.ts'
import { rowReader } from './row.ts'

/** One row of `gold.product_similarity`. */
export type SimilarProduct = RowOf<typeof contract>

const read = rowReader(contract)

/**
 * What is bought with many products, in one statement.
 *
 * Shape: one array a product, in their order, the nearest first, at most `limit` each.
 */
export async function similarToProducts(
  reader: Reader,
  productIds: readonly string[],
  { limit }: { readonly limit: number },
): Promise<SimilarProduct[][]> {
  const rows = await reader.rows(sql`
    select * from gold.product_similarity
    where ${among('product_id', productIds)} and rank <= ${BigInt(limit)} order by rank`)
  const byProduct = Map.groupBy(rows.map(read), ({ productId }) => productId)
  return productIds.map((id) => byProduct.get(id) ?? [])
}
