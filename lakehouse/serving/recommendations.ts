import type { Row } from '../engines/engine.ts'
import { type Sql, sql } from '../sql.ts'
import { bigintCell, booleanCell, nullable, numberCell, stringCell, textsCell } from './cells.ts'
import { among } from './predicates.ts'
import type { Reader } from './reader.ts'

/** A product that goes with a basket. */
export interface Recommendation {
  readonly productId: string
  /** From 1. */
  readonly rank: number
  /** Score ÷ the best one's, 0–1; null for a best seller. */
  readonly relevance: number | null
  /** Share of the sales with a product of the basket that also have this one, the highest, 0–1; null for a best seller. */
  readonly confidence: number | null
  /** A best seller, since nothing is known to go with the basket. */
  readonly isFallback: boolean
  /** Ids of the basket's products that speak for it, the strongest first. */
  readonly because: readonly string[]
}

/** What the recommender gives at most. */
export const RECOMMENDATIONS_MAX = 5

/** For one basket; products that are not known are ignored. */
export async function recommendationsFor(
  reader: Reader,
  productIds: readonly string[],
  limit: number,
): Promise<Recommendation[]> {
  const [found] = await recommendationsForBaskets(reader, [productIds], { limit })
  return found!
}

/**
 * For any number of baskets in one statement.
 *
 * Shape: one array a basket, in their order; products that are not known are ignored.
 */
export function recommendationsForBaskets(
  reader: Pick<Reader, 'rows'>,
  baskets: readonly (readonly string[])[],
  { limit }: { readonly limit: number },
): Promise<Recommendation[][]> {
  const names = baskets.map((_, i) => String(i))
  const placed = baskets.flatMap((basket, i) => basket.map((product) => [names[i]!, product]))
  const items = sql`select unnest(${placed.map(([name]) => name!)}) as basket,
    unnest(${placed.map(([, product]) => product!)}) as product_id`
  return recommend(reader, { baskets: names, items, limit })
}

/**
 * From the basket of each customer's last sale, any number of customers in one statement.
 *
 * Shape: one array a customer, in their order; a customer without a sale has an empty basket.
 */
export function recommendationsForCustomers(
  reader: Reader,
  customerIds: readonly string[],
  { limit }: { readonly limit: number },
): Promise<Recommendation[][]> {
  const items = sql`
    select last_sales.customer_id as basket, order_items.product_id
    from (
      select customer_id, order_id from silver.orders
      where is_sale and order_date <= cast(${reader.publication.asOf} as timestamptz)
        and ${among('customer_id', customerIds)}
      qualify row_number() over (partition by customer_id order by order_date desc, order_id desc) = 1
    ) as last_sales
    inner join silver.order_items on order_items.order_id = last_sales.order_id`
  return recommend(reader, { baskets: customerIds, items, limit })
}

interface Baskets {
  readonly baskets: readonly string[]
  /** A select of `basket` and `product_id`. */
  readonly items: Sql
  readonly limit: number
}

async function recommend(
  reader: Pick<Reader, 'rows'>,
  { baskets, items, limit }: Baskets,
): Promise<Recommendation[][]> {
  const rows = await reader.rows(sql`
    with items as (
      select distinct basket, product_id from (${items}) as given
      where product_id in (select product_id from silver.products)
    ),
    ${NEIGHBOURS},
    bare as (
      select basket from (select unnest(${baskets}) as basket) as named
      where basket not in (select basket from neighbours)
    ),
    ${BEST_SELLERS}
    select * from neighbours where rank <= ${BigInt(limit)}
    union all by name
    select *, true as is_fallback from fallbacks where rank <= ${BigInt(limit)}
    order by basket, rank`)
  const byBasket = Map.groupBy(rows, (row) => row['basket'])
  return baskets.map((basket) => (byBasket.get(basket) ?? []).map(readRow))
}

/** Cosines have nine decimals: their exact sum ranks alike however it is added up. */
const NEIGHBOURS = sql`
    scored as (
      select items.basket, pairs.similar_product_id as product_id,
        sum(cast(pairs.cosine as decimal(18, 9))) as score,
        max(pairs.confidence) as confidence,
        list(pairs.product_id order by pairs.cosine desc, pairs.product_id) as because
      from items
      inner join gold.product_similarity as pairs on pairs.product_id = items.product_id
      inner join silver.products on products.product_id = pairs.similar_product_id and products.is_active
      where not exists (
        from items as own where own.basket = items.basket and own.product_id = pairs.similar_product_id
      )
      group by items.basket, pairs.similar_product_id
    ),
    neighbours as (
      select basket, product_id, confidence, because, false as is_fallback,
        cast(score as double) / cast(max(score) over (partition by basket) as double) as relevance,
        row_number() over (partition by basket order by score desc, confidence desc, product_id) as rank
      from scored
    )`

/** Of the basket's categories; of the whole shop where nothing is left there, or there is no category. */
const BEST_SELLERS = sql`
    sellers as (
      select products.product_id, products.category_path, sold.units_sold, sold.revenue
      from gold.product_performance as sold
      inner join silver.products on products.product_id = sold.product_id
      where products.is_active and sold.units_sold > 0
    ),
    likely as (
      select distinct items.basket, sellers.*
      from items
      inner join bare on bare.basket = items.basket
      inner join silver.products on products.product_id = items.product_id and products.category_path <> '(none)'
      inner join sellers on sellers.category_path = products.category_path
      where not exists (from items as own where own.basket = items.basket and own.product_id = sellers.product_id)
    ),
    leaders as (
      select * from sellers order by units_sold desc, revenue desc, product_id
      limit ${BigInt(RECOMMENDATIONS_MAX)} + (select coalesce(max(size), 0) from (select count(*) as size from items group by basket))
    ),
    unlikely as (
      select bare.basket, leaders.*
      from bare
      cross join leaders
      where bare.basket not in (select basket from likely)
        and not exists (from items as own where own.basket = bare.basket and own.product_id = leaders.product_id)
    ),
    fallbacks as (
      select basket, product_id,
        row_number() over (partition by basket order by units_sold desc, revenue desc, product_id) as rank
      from (from likely union all from unlikely)
    )`

function readRow(row: Row): Recommendation {
  return {
    productId: stringCell(row, 'product_id'),
    rank: Number(bigintCell(row, 'rank')),
    relevance: nullable(numberCell, row, 'relevance'),
    confidence: nullable(numberCell, row, 'confidence'),
    isFallback: booleanCell(row, 'is_fallback'),
    because: nullable(textsCell, row, 'because') ?? [],
  }
}
