-- bronze.reviews: one row per review; it is of a product where its order has exactly one.

with
reviews as (select * from bronze.olist_reviews),

orders as (select * from bronze.olist_orders),

customers as (select * from bronze.olist_customers),

single_products as (
    select order_id, min(product_id) as product_id
    from bronze.olist_order_items
    group by order_id
    having count(distinct product_id) = 1
),

final as (
    select
        reviews.review_id,
        single_products.product_id,
        customers.customer_unique_id as customer_id,
        reviews.order_id,
        reviews.review_score as rating,
        reviews.review_comment_title as title,
        reviews.review_comment_message as comment,
        reviews.review_creation_date as review_date,
        reviews._source,
        reviews._line,
        reviews._ingested_at,
        reviews._run_id
    from reviews
    left join orders on reviews.order_id = orders.order_id
    left join customers on orders.customer_id = customers.customer_id
    left join single_products on reviews.order_id = single_products.order_id
)

select * from final
