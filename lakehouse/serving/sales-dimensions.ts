/** One way to cut sales. */
interface Dimension {
  /** A column of `gold.sale_lines`, or of the customer's figures, as SQL; NULL is `(none)`. */
  readonly key: string
  /** SQL for what a key is called, NULL for one without a name; default: itself. */
  readonly label?: (key: string) => string
  /** Of the line's product: an order without items has no line that it could cut. */
  readonly isOfProduct?: true
}

const DIMENSIONS = {
  CATEGORY: {
    key: 'sale_lines.category_path',
    label: (key) =>
      `(select max(name) from silver.product_categories where category_path = ${key})`,
    isOfProduct: true,
  },
  ROOT_CATEGORY: { key: 'sale_lines.root_category', isOfProduct: true },
  CHANNEL: { key: 'sale_lines.channel' },
  STORE: {
    key: 'sale_lines.store_id',
    label: (key) => `(select max(name) from silver.stores where store_id = ${key})`,
  },
  COUNTRY: { key: 'sale_lines.country' },
  REGION: {
    key: `coalesce(sale_lines.country, '(none)') || '/' || coalesce(sale_lines.region, '(none)')`,
  },
  CITY: { key: 'sale_lines.city' },
  PAYMENT_METHOD: { key: 'sale_lines.payment_method' },
  STATUS: { key: 'sale_lines.status' },
  BRAND: { key: 'sale_lines.brand', isOfProduct: true },
  SEGMENT: { key: 'customer_analytics.segment' },
  PRODUCT: {
    key: 'sale_lines.product_id',
    label: (key) => `(select max(name) from silver.products where product_id = ${key})`,
    isOfProduct: true,
  },
} satisfies Readonly<Record<string, Dimension>>

export type SalesDimension = keyof typeof DIMENSIONS

export const dimension = (name: SalesDimension): Dimension => DIMENSIONS[name]
