import type { Rows } from '../serving/fixture.ts'

const id = (prefix: string, i: number) => `${prefix}${String(i).padStart(3, '0')}`
const range = (count: number) => Array.from({ length: count }, (_, i) => i)

/** 60 customers with 6 orders each, of 2 lines, of 20 products in 3 categories and a root; every relation leads somewhere. */
export const LARGE_SHOP: Rows = {
  'silver.customers': range(60).map((i) => ({ customer_id: id('c', i), name: `Customer ${i}` })),
  'gold.customer_analytics': range(60).map((i) => ({
    customer_id: id('c', i),
    segment: 'REGULAR',
  })),
  'silver.orders': range(360).map((i) => ({
    order_id: id('o', i),
    customer_id: id('c', i % 60),
    order_date: new Date(Date.UTC(2026, 0, 1, i)).toISOString(),
    store_id: id('s', i % 2),
  })),
  'silver.order_items': range(720).map((i) => ({
    order_item_id: id('i', i),
    order_id: id('o', i % 360),
    product_id: id('p', i % 20),
  })),
  'silver.products': range(20).map((i) => ({
    product_id: id('p', i),
    name: id('p', i),
    category_id: id('k', i % 3),
  })),
  'gold.product_performance': range(20).map((i) => ({
    product_id: id('p', i),
    sales_class: 'SLOW',
    abc_class: 'C',
  })),
  'silver.product_categories': range(4).map((i) => ({
    category_id: id('k', i),
    name: id('k', i),
    category_path: i === 3 ? id('k', 3) : `${id('k', 3)}/${id('k', i)}`,
    parent_category_id: i === 3 ? null : id('k', 3),
  })),
  'silver.stores': range(2).map((i) => ({ store_id: id('s', i) })),
  'silver.reviews': range(120).map((i) => ({
    review_id: id('r', i),
    product_id: id('p', i % 20),
    customer_id: id('c', i % 60),
    order_id: id('o', i),
    rating: 4,
    reviewed_at: new Date(Date.UTC(2026, 1, 1, i)).toISOString(),
  })),
  'gold.product_similarity': range(20).map((i) => ({
    product_id: id('p', i),
    similar_product_id: id('p', (i + 1) % 20),
    rank: 1,
    cosine: 0.5,
    confidence: 0.5,
  })),
  'gold.sale_lines': range(720).map((i) => ({
    order_item_id: id('i', i),
    order_id: id('o', i % 360),
    product_id: id('p', i % 20),
    local_date: '2026-01-15',
    quantity: 1,
    line_total: '10.0000',
  })),
  'gold.sales_metrics': range(2).map((i) => ({
    grain: 'MONTH',
    dimension: 'TOTAL',
    period_start: `2026-0${i + 1}-01`,
  })),
  'gold.inventory_health': [{ critical_products: 3 }],
  'gold.order_operations': [{ orders: 360 }],
}
