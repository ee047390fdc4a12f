import { bigint, contract, double, integer, required, string } from '../contract.ts'

export const productSimilarity = contract({
  name: 'gold.product_similarity',
  grain: 'one row per product and similar product, the best 50 of each product',
  columns: {
    product_id: required(string('The product in the basket.')),
    similar_product_id: required(string('The product bought with it.')),
    rank: required(
      integer('Place among the product’s neighbours by cosine, lift, then product id.', '1–50'),
    ),
    baskets: required(bigint('Sales that hold both.')),
    cosine: required(
      double('baskets ÷ √(support × support of the other), rounded to 9 decimals.', '0–1'),
    ),
    confidence: required(double('baskets ÷ support of the product.', '0–1')),
    lift: required(
      double('baskets × all baskets ÷ (support × support of the other), rounded to 9 decimals.'),
    ),
  },
  key: ['product_id', 'similar_product_id'],
  sortedBy: ['product_id', 'rank'],
  checks: [
    { rule: 'not_itself', severity: 'fail', violation: 'product_id = similar_product_id' },
    { rule: 'at_most_fifty', severity: 'fail', violation: 'rank not between 1 and 50' },
  ],
  isServed: true,
})
