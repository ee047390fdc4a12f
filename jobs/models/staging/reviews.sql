-- staging.reviews: one row per review_id, typed; the newest arrival wins.
-- rating: 1 to 5. reviewed_at: UTC. _rule, _reason: what the row alone says.

with
-- A row without a key stays by itself, for the quarantine.
reviews as (
    select *
    from bronze.reviews
    qualify row_number() over (
        partition by coalesce(trimmed(review_id), concat(_source, ' ', cast(_line as string)))
        order by _ingested_at desc, _source desc, _line desc
    ) = 1
),

parameters as (select * from run_parameters),

texts as (
    select
        trimmed(review_id) as review_id,
        trimmed(product_id) as product_id,
        trimmed(customer_id) as customer_id,
        trimmed(order_id) as order_id,
        trimmed(rating) as rating,
        trimmed(title) as title,
        trimmed(comment) as comment,
        trimmed(review_date) as review_date,
        trimmed(helpful_votes) as helpful_votes,
        trimmed(total_votes) as total_votes,
        _source,
        _line,
        _ingested_at
    from reviews
),

typed as (
    select
        texts.review_id,
        texts.product_id,
        texts.customer_id,
        texts.order_id,
        read_integer(texts.rating) as rating,
        texts.title,
        texts.comment,
        read_instant(texts.review_date, parameters.source_timezone, parameters.business_timezone) as reviewed_at,
        read_integer(coalesce(texts.helpful_votes, '0')) as helpful_votes,
        read_integer(coalesce(texts.total_votes, '0')) as total_votes,
        texts.rating as rating_text,
        texts.review_date as review_date_text,
        texts.helpful_votes as helpful_votes_text,
        texts.total_votes as total_votes_text,
        texts._source,
        texts._line,
        texts._ingested_at
    from texts
    cross join parameters
),

-- A column named after a rule holds the reason of the rows that break it.
judged as (
    select
        typed.*,
        case when review_id is null then 'review_id: missing, expected a key' end as missing_key,
        coalesce(
            case
                when rating is null
                    then coalesce(fault('rating', rating_text, 'a whole number'), 'rating: missing, expected 1 to 5')
            end,
            case when reviewed_at is null then fault('review_date', review_date_text, 'an ISO 8601 instant') end,
            case when helpful_votes is null then fault('helpful_votes', helpful_votes_text, 'a whole number') end,
            case when total_votes is null then fault('total_votes', total_votes_text, 'a whole number') end
        ) as unparsable,
        case when rating not between 1 and 5 then fault('rating', rating_text, '1 to 5') end as bad_rating
    from typed
),

final as (
    select
        review_id,
        product_id,
        customer_id,
        order_id,
        rating,
        title,
        comment,
        reviewed_at,
        helpful_votes,
        total_votes,
        case
            when missing_key is not null then 'missing_key'
            when unparsable is not null then 'unparsable'
            when bad_rating is not null then 'bad_rating'
        end as _rule,
        coalesce(missing_key, unparsable, bad_rating) as _reason,
        _source,
        _line,
        _ingested_at
    from judged
)

select * from final
