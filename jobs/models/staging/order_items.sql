-- staging.order_items: one row per order_item_id, typed; the newest arrival wins.
-- Prices and line_total: decimal(18,4). line_total: the source's own, else exact, rounded half-up once. created_at: UTC.

with
parameters as (select * from run_parameters),

-- Only keys that came more than once go through a window: it would hold every column of every line.
repeated as (
    select trimmed(order_item_id) as order_item_id
    from bronze.order_items
    group by trimmed(order_item_id)
    having count(*) > 1
),

newest as (
    select order_items.*
    from bronze.order_items
    left join repeated on trimmed(order_items.order_item_id) = repeated.order_item_id
    where repeated.order_item_id is null
    union all
    select order_items.*
    from bronze.order_items
    inner join repeated on trimmed(order_items.order_item_id) = repeated.order_item_id
    qualify row_number() over (
        partition by repeated.order_item_id
        order by order_items._ingested_at desc, order_items._source desc, order_items._line desc
    ) = 1
    union all
    -- A line of the stream is in no file.
    select stream_order_items.*
    from staging.stream_order_items
),

texts as (
    select
        trimmed(order_item_id) as order_item_id,
        trimmed(order_id) as order_id,
        trimmed(product_id) as product_id,
        quantity,
        unit_price,
        unit_cost,
        line_total,
        trimmed(discount_percent) as discount_percent,
        trimmed(created_at) as created_at,
        _source,
        _line,
        _ingested_at
    from newest
),

typed as (
    select
        texts.order_item_id,
        texts.order_id,
        texts.product_id,
        read_decimal(texts.quantity) as quantity,
        read_decimal(texts.unit_price) as unit_price,
        read_decimal(texts.unit_cost) as unit_cost,
        read_decimal(texts.line_total) as source_total,
        read_decimal(coalesce(texts.discount_percent, '0')) as discount_percent,
        read_instant(texts.created_at, parameters.source_timezone, parameters.business_timezone) as created_at,
        texts.quantity as quantity_text,
        texts.unit_price as unit_price_text,
        texts.unit_cost as unit_cost_text,
        texts.line_total as source_total_text,
        texts.discount_percent as discount_percent_text,
        texts.created_at as created_at_text,
        texts._source,
        texts._line,
        texts._ingested_at
    from texts
    cross join parameters
),

counted as (
    select
        typed.*,
        case
            when quantity = try_cast(quantity as decimal(10, 0)) then try_cast(quantity as decimal(10, 0))
        end as whole_quantity
    from typed
),

-- decimal(19, 4): of two decimals of at most 18 digits DuckDB makes one of 18, which 100 million overflows.
priced as (
    select
        counted.*,
        whole_quantity * cast(unit_price as decimal(19, 4)) as gross,
        case
            when discount_percent between 0 and 100
                then cast(1 - cast(discount_percent as decimal(9, 4)) * 0.01 as decimal(7, 6))
        end as factor
    from counted
),

-- Most lines have no discount, and few are so dear that rounding takes more than 18 digits, which is slow.
totalled as (
    select
        priced.*,
        case
            when source_total is not null then source_total
            when discount_percent = 0 then try_cast(gross as decimal(18, 4))
            when abs(gross) < 10000000 then cast(cast(gross as decimal(11, 4)) * factor as decimal(18, 4))
            else try_cast(gross * factor as decimal(18, 4))
        end as line_total
    from priced
),

-- A column named after a rule holds the reason of the rows that break it.
judged as (
    select
        totalled.*,
        case when order_item_id is null then 'order_item_id: missing, expected a key' end as missing_key,
        coalesce(
            case
                when quantity is null
                    then coalesce(fault('quantity', quantity_text, 'a number'), 'quantity: missing, expected a number')
            end,
            case when unit_price is null then fault('unit_price', unit_price_text, 'a number') end,
            case when unit_cost is null then fault('unit_cost', unit_cost_text, 'a number') end,
            case when source_total is null then fault('line_total', source_total_text, 'a number') end,
            case when discount_percent is null then fault('discount_percent', discount_percent_text, 'a number') end,
            case when created_at is null then fault('created_at', created_at_text, 'an ISO 8601 instant') end,
            case
                when unit_price is null and source_total is null
                    then 'unit_price: missing, expected a number here or in line_total'
            end
        ) as unparsable,
        case
            when coalesce(whole_quantity, 0) = 0 or abs(whole_quantity) > 999999999
                then fault('quantity', quantity_text, 'a whole number but 0')
        end as bad_quantity,
        case
            when unit_price < 0 then fault('unit_price', unit_price_text, 'zero or more')
            when unit_cost < 0 then fault('unit_cost', unit_cost_text, 'zero or more')
        end as negative_price,
        case
            when discount_percent < 0 or discount_percent > 100
                then fault('discount_percent', discount_percent_text, '0 to 100')
        end as bad_discount,
        case
            when line_total is null or (gross is not null and try_cast(gross as decimal(18, 4)) is null)
                then fault('unit_price', unit_price_text, 'a line total below 100,000,000,000,000')
        end as too_large
    from totalled
),

final as (
    select
        order_item_id,
        order_id,
        product_id,
        case when bad_quantity is null then try_cast(quantity as integer) end as quantity,
        unit_price,
        unit_cost,
        discount_percent,
        line_total,
        created_at,
        case
            when missing_key is not null then 'missing_key'
            when unparsable is not null then 'unparsable'
            when bad_quantity is not null then 'bad_quantity'
            when negative_price is not null then 'negative_price'
            when bad_discount is not null then 'bad_discount'
            when too_large is not null then 'unparsable'
        end as _rule,
        coalesce(missing_key, unparsable, bad_quantity, negative_price, bad_discount, too_large) as _reason,
        _source,
        _line,
        _ingested_at
    from judged
)

select * from final
