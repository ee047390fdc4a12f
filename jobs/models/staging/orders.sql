-- staging.orders: one row per order_id, typed; the newest arrival wins.
-- Amounts: decimal(18,4). Instants: UTC. _rule, _reason: what the row alone says.

with
parameters as (select * from run_parameters),

status_words as (select * from seed.status_words),

-- Only keys that came more than once go through a window: it would hold every column of every order.
repeated as (
    select trimmed(order_id) as order_id
    from bronze.orders
    group by trimmed(order_id)
    having count(*) > 1
),

newest as (
    select orders.*
    from bronze.orders
    left join repeated on trimmed(orders.order_id) = repeated.order_id
    where repeated.order_id is null
    union all
    select orders.*
    from bronze.orders
    inner join repeated on trimmed(orders.order_id) = repeated.order_id
    qualify row_number() over (
        partition by repeated.order_id
        order by orders._ingested_at desc, orders._source desc, orders._line desc
    ) = 1
),

-- An order of the stream is in no file.
arrived as (
    select newest.*, 'batch' as source from newest
    union all
    select stream_orders.*, 'stream' as source from staging.stream_orders
),

texts as (
    select
        trimmed(order_id) as order_id,
        trimmed(customer_id) as customer_id,
        trimmed(order_date) as order_date,
        trimmed(status) as status,
        trimmed(payment_status) as payment_status,
        trimmed(payment_method) as payment_method,
        trimmed(channel) as channel,
        trimmed(store_id) as store_id,
        trimmed(country) as country,
        trimmed(region) as region,
        trimmed(city) as city,
        subtotal,
        tax_amount,
        shipping_cost,
        discount_amount,
        total_amount,
        trimmed(shipping_address) as shipping_address,
        trimmed(estimated_delivery) as estimated_delivery,
        trimmed(actual_delivery) as actual_delivery,
        trimmed(notes) as notes,
        source,
        _source,
        _line,
        _ingested_at
    from arrived
),

typed as (
    select
        texts.order_id,
        texts.customer_id,
        texts.payment_method,
        texts.channel,
        texts.store_id,
        texts.country,
        texts.region,
        texts.city,
        texts.shipping_address,
        texts.notes,
        order_words.status,
        coalesce(payment_words.payment_status, order_words.payment_status) as payment_status,
        order_words.word as status_word,
        payment_words.word as payment_word,
        read_decimal(texts.subtotal) as subtotal,
        read_decimal(texts.tax_amount) as tax_amount,
        read_decimal(texts.shipping_cost) as shipping_cost,
        read_decimal(texts.discount_amount) as discount_amount,
        read_decimal(texts.total_amount) as total_amount,
        read_instant(texts.order_date, parameters.source_timezone, parameters.business_timezone) as order_date,
        read_instant(
            texts.estimated_delivery, parameters.source_timezone, parameters.business_timezone
        ) as estimated_delivery,
        read_instant(
            texts.actual_delivery, parameters.source_timezone, parameters.business_timezone
        ) as actual_delivery,
        texts.status as status_text,
        texts.payment_status as payment_status_text,
        texts.order_date as order_date_text,
        texts.subtotal as subtotal_text,
        texts.tax_amount as tax_amount_text,
        texts.shipping_cost as shipping_cost_text,
        texts.discount_amount as discount_amount_text,
        texts.total_amount as total_amount_text,
        texts.estimated_delivery as estimated_delivery_text,
        texts.actual_delivery as actual_delivery_text,
        texts.source,
        texts._source,
        texts._line,
        texts._ingested_at
    from texts
    cross join parameters
    left join status_words as order_words
        on order_words.field = 'status' and lower(texts.status) = order_words.word
    left join status_words as payment_words
        on payment_words.field = 'payment_status' and lower(texts.payment_status) = payment_words.word
),

-- A column named after a rule holds the reason of the rows that break it.
judged as (
    select
        typed.*,
        case when order_id is null then 'order_id: missing, expected a key' end as missing_key,
        coalesce(
            case
                when order_date is null
                    then coalesce(
                        fault('order_date', order_date_text, 'an ISO 8601 instant'),
                        'order_date: missing, expected an ISO 8601 instant'
                    )
            end,
            case when subtotal is null then fault('subtotal', subtotal_text, 'a number') end,
            case when tax_amount is null then fault('tax_amount', tax_amount_text, 'a number') end,
            case when shipping_cost is null then fault('shipping_cost', shipping_cost_text, 'a number') end,
            case when discount_amount is null then fault('discount_amount', discount_amount_text, 'a number') end,
            case when total_amount is null then fault('total_amount', total_amount_text, 'a number') end,
            case
                when estimated_delivery is null
                    then fault('estimated_delivery', estimated_delivery_text, 'an ISO 8601 instant')
            end,
            case
                when actual_delivery is null
                    then fault('actual_delivery', actual_delivery_text, 'an ISO 8601 instant')
            end
        ) as unparsable,
        coalesce(
            case when status_word is null then fault('status', status_text, 'a word of status_words') end,
            case
                when payment_word is null then fault('payment_status', payment_status_text, 'a word of status_words')
            end
        ) as unknown_status,
        case
            when actual_delivery < order_date
                then fault('actual_delivery', actual_delivery_text, concat('no earlier than the order of ', order_date_text))
        end as delivery_before_order,
        case
            when unix_micros(order_date) - unix_micros(_ingested_at) > 86400000000
                then fault('order_date', order_date_text, 'at most a day after it was read')
        end as future_order
    from typed
),

final as (
    select
        order_id,
        customer_id,
        store_id,
        status,
        payment_status,
        payment_method,
        channel,
        country,
        region,
        city,
        subtotal,
        tax_amount,
        shipping_cost,
        discount_amount,
        total_amount,
        shipping_address,
        notes,
        source,
        order_date,
        estimated_delivery,
        actual_delivery,
        case
            when missing_key is not null then 'missing_key'
            when unparsable is not null then 'unparsable'
            when unknown_status is not null then 'unknown_status'
            when delivery_before_order is not null then 'delivery_before_order'
            when future_order is not null then 'future_order'
        end as _rule,
        coalesce(missing_key, unparsable, unknown_status, delivery_before_order, future_order) as _reason,
        _source,
        _line,
        _ingested_at
    from judged
)

select * from final
