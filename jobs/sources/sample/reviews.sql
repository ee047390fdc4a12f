-- bronze.reviews: one row per review.

select
    review_no as review_id,
    sku as product_id,
    customer as customer_id,
    order_number as order_id,
    stars as rating,
    title,
    text as comment,
    written_at as review_date,
    helpful as helpful_votes,
    votes as total_votes,
    _source,
    _line,
    _ingested_at,
    _run_id
from bronze.sample_reviews
