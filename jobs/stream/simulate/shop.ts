import type { Row } from '../../../lakehouse/engines/engine.ts'
import { LakehouseError } from '../../../lakehouse/errors.ts'
import { currentPublication, servingFile } from '../../../lakehouse/publication.ts'
import { bigintCell, nullable, numberCell, stringCell } from '../../../lakehouse/serving/cells.ts'
import type { Reading } from '../../../lakehouse/serving/reader.ts'
import { openServing } from '../../../lakehouse/serving/serving.ts'
import { sql } from '../../../lakehouse/sql.ts'
import { type Draw, weighted } from './weighted.ts'

export interface SimulatedProduct {
  readonly productId: string
  /** The leaf's name. */
  readonly category: string | null
  /** Exact, four decimals. */
  readonly price: string
}

/** Where a visit is, or where its visitor lives. */
export interface Place {
  readonly storeId: string | null
  readonly storeType: string | null
  readonly city: string | null
  readonly province: string | null
  readonly latitude: number | null
  readonly longitude: number | null
}

interface SimulatedCustomer {
  readonly customerId: string
  readonly city: string | null
  readonly province: string | null
}

/** What the simulator knows of a shop: a sample of its publication, drawn from as often as orders had it. */
export interface SimulatedShop {
  readonly publicationId: string
  readonly asOf: string
  readonly timezone: string
  /** Empty in a shop of guests. */
  readonly customers: readonly SimulatedCustomer[]
  readonly product: Draw<SimulatedProduct>
  /** By category. */
  readonly alike: ReadonlyMap<string | null, Draw<SimulatedProduct>>
  /** Undefined: in no store. */
  readonly store: Draw<Place | undefined>
  readonly channel: Draw<string | null>
  readonly paymentMethod: Draw<string | null>
}

const CUSTOMERS_MAX = 5000
const PRODUCTS_MAX = 5000
const MEMORY = '300MB'

/**
 * Reads what is served of a lake's shop; another seed, other customers.
 *
 * Errors: `LakehouseError` `NO_PUBLICATION`, also for a shop that sells nothing.
 */
export async function readSimulatedShop(lake: string, seed: number): Promise<SimulatedShop> {
  const publication = await currentPublication(lake)
  if (publication === undefined)
    throw new LakehouseError(
      'NO_PUBLICATION',
      `nothing is published in ${lake} yet, so nobody is known who could visit: run lakegate build first`,
    )
  const { publicationId, asOf, businessTimezone: timezone } = publication
  await using serving = await openServing({ memoryLimit: MEMORY, threads: 1 })
  await serving.publish(servingFile(lake, publicationId))
  using reader = serving.lease()
  const products = await readProducts(reader)
  if (products.length === 0)
    throw new LakehouseError(
      'NO_PUBLICATION',
      `the shop in ${lake} has no active product with a price: there is nothing to visit`,
    )
  return {
    publicationId,
    asOf,
    timezone,
    customers: await readCustomers(reader, seed),
    product: drawProduct(products),
    alike: new Map(
      [...Map.groupBy(products, ({ category }) => category)].map(([category, its]) => [
        category,
        drawProduct(its),
      ]),
    ),
    store: await readStores(reader),
    channel: await readShares(reader, 'CHANNEL'),
    paymentMethod: await readShares(reader, 'PAYMENT_METHOD'),
  }
}

type SoldProduct = SimulatedProduct & { readonly units: number }

const drawProduct = (products: readonly SoldProduct[]): Draw<SimulatedProduct> =>
  weighted(products, ({ units }) => units)

async function readProducts(reader: Reading): Promise<SoldProduct[]> {
  const rows = await reader.rows(sql`
    select products.product_id, nullif(products.category_name, '(none)') as category, products.price,
      greatest(sold.units_sold, 0) + 1 as units
    from silver.products
    inner join gold.product_performance as sold on sold.product_id = products.product_id
    where products.is_active and products.price >= 0
    order by units desc, products.product_id
    limit ${BigInt(PRODUCTS_MAX)}`)
  return rows.map((row) => ({
    productId: stringCell(row, 'product_id'),
    category: nullable(stringCell, row, 'category'),
    price: stringCell(row, 'price'),
    units: Number(bigintCell(row, 'units')),
  }))
}

/** By hash: a sample that is the same for the same seed, of a million as of ten. */
async function readCustomers(reader: Reading, seed: number): Promise<SimulatedCustomer[]> {
  const rows = await reader.scan(sql`
    select customer_id, city, region from silver.customers
    where is_active
    order by md5(concat(customer_id, '/', ${String(seed)})), customer_id
    limit ${BigInt(CUSTOMERS_MAX)}`)
  return rows.map((row) => ({
    customerId: stringCell(row, 'customer_id'),
    city: nullable(stringCell, row, 'city'),
    province: nullable(stringCell, row, 'region'),
  }))
}

/** Orders without a store, or of one that is not known, are in none; a store without orders has a few visits. */
async function readStores(reader: Reading): Promise<Draw<Place | undefined>> {
  const rows = await reader.rows(sql`
    with sold as (
      select value, sum(orders) as orders from gold.sales_metrics
      where dimension = 'STORE' and grain = 'YEAR' group by value
    )
    select stores.*, cast(coalesce(sold.orders, 0) + 1 as double) as weight
    from silver.stores
    left join sold on sold.value = stores.store_id
    union all by name
    select cast(sum(orders) as double) as weight
    from sold
    where value not in (select store_id from silver.stores)
    having sum(orders) > 0
    order by store_id`)
  const places = rows.map((row) => ({
    place: row['store_id'] === null ? undefined : placeOf(row),
    weight: numberCell(row, 'weight'),
  }))
  if (places.length === 0) return () => undefined
  const draw = weighted(places, ({ weight }) => weight)
  return (random) => draw(random).place
}

const placeOf = (row: Row): Place => ({
  storeId: stringCell(row, 'store_id'),
  storeType: nullable(stringCell, row, 'type'),
  city: nullable(stringCell, row, 'city'),
  province: nullable(stringCell, row, 'region'),
  latitude: nullable(numberCell, row, 'latitude'),
  longitude: nullable(numberCell, row, 'longitude'),
})

/** Values as sales have them; a missing one is null. */
async function readShares(
  reader: Reading,
  dimension: 'CHANNEL' | 'PAYMENT_METHOD',
): Promise<Draw<string | null>> {
  const rows = await reader.rows(sql`
    select nullif(value, '(none)') as value, cast(sum(orders) as double) as weight
    from gold.sales_metrics
    where dimension = ${dimension} and grain = 'YEAR'
    group by value
    having sum(orders) > 0
    order by value`)
  if (rows.length === 0) return () => null
  const draw = weighted(rows, (row) => numberCell(row, 'weight'))
  return (random) => nullable(stringCell, draw(random), 'value')
}
