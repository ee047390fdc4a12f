-- silver.reviews: one row per review_id.
-- rating: 1 to 5. helpful_ratio: 0 to 1, NULL without votes. reviewed_at: UTC; reviewed_month: business time zone.

with
reviews as (select * from staging.reviews),

products as (select product_id from silver.products),

parameters as (select * from run_parameters),

-- One row a pair, so that a review is never joined with every sale of its product.
purchases as (
    select orders.customer_id, order_items.product_id, min(orders.order_date) as first_bought_at
    from silver.orders
    inner join silver.order_items on orders.order_id = order_items.order_id
    where orders.is_sale and orders.customer_id is not null
    group by orders.customer_id, order_items.product_id
),

final as (
    select
        reviews.review_id,
        reviews.product_id,
        reviews.customer_id,
        reviews.order_id,
        reviews.rating,
        reviews.title,
        reviews.comment,
        reviews.reviewed_at,
        cast(
            date_trunc('month', from_utc_timestamp(reviews.reviewed_at, parameters.business_timezone)) as date
        ) as reviewed_month,
        coalesce(purchases.first_bought_at < reviews.reviewed_at, false) as is_verified_purchase,
        reviews.helpful_votes,
        reviews.total_votes,
        cast(reviews.helpful_votes as double) / nullif(cast(reviews.total_votes as double), 0) as helpful_ratio,
        coalesce(
            reviews._rule,
            case when reviews.product_id is not null and products.product_id is null then 'orphan' end
        ) as _rule,
        coalesce(
            reviews._reason,
            case when products.product_id is null then fault('product_id', reviews.product_id, 'a known product') end
        ) as _reason,
        reviews._source,
        reviews._line,
        reviews._ingested_at
    from reviews
    cross join parameters
    left join products on reviews.product_id = products.product_id
    left join purchases
        on reviews.customer_id = purchases.customer_id and reviews.product_id = purchases.product_id
)

select * from final
