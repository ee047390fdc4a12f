-- staging.products: one row per product_id, typed; the newest arrival wins.
-- price, cost: decimal(18,4). created_at: UTC. _rule, _reason: what the row alone says.

with
-- A row without a key stays by itself, for the quarantine.
products as (
    select *
    from bronze.products
    qualify row_number() over (
        partition by coalesce(trimmed(product_id), concat(_source, ' ', cast(_line as string)))
        order by _ingested_at desc, _source desc, _line desc
    ) = 1
),

parameters as (select * from run_parameters),

texts as (
    select
        trimmed(product_id) as product_id,
        collapse_blanks(name) as name,
        trimmed(description) as description,
        trimmed(category_id) as category_id,
        trimmed(subcategory) as subcategory,
        trimmed(brand) as brand,
        trimmed(model) as model,
        trimmed(price) as price,
        trimmed(cost) as cost,
        trimmed(stock) as stock,
        trimmed(weight_kg) as weight_kg,
        trimmed(dimensions) as dimensions,
        trimmed(launch_date) as launch_date,
        trimmed(is_active) as is_active,
        trimmed(created_at) as created_at,
        _source,
        _line,
        _ingested_at
    from products
),

typed as (
    select
        texts.product_id,
        coalesce(texts.name, texts.product_id) as name,
        texts.description,
        texts.category_id,
        texts.subcategory,
        texts.brand,
        texts.model,
        texts.dimensions,
        read_decimal(texts.price) as price,
        read_decimal(texts.cost) as cost,
        read_integer(texts.stock) as stock,
        read_decimal(texts.weight_kg) as weight_kg,
        read_boolean(coalesce(texts.is_active, 'true')) as is_active,
        read_day(texts.launch_date) as launch_date,
        read_instant(texts.created_at, parameters.source_timezone, parameters.business_timezone) as created_at,
        texts.price as price_text,
        texts.cost as cost_text,
        texts.stock as stock_text,
        texts.weight_kg as weight_kg_text,
        texts.is_active as is_active_text,
        texts.launch_date as launch_date_text,
        texts.created_at as created_at_text,
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
        case when product_id is null then 'product_id: missing, expected a key' end as missing_key,
        coalesce(
            case when price is null then fault('price', price_text, 'a number') end,
            case when cost is null then fault('cost', cost_text, 'a number') end,
            case when stock is null then fault('stock', stock_text, 'a whole number') end,
            case when weight_kg is null then fault('weight_kg', weight_kg_text, 'a number') end,
            case when is_active is null then fault('is_active', is_active_text, 'true or false') end,
            case when launch_date is null then fault('launch_date', launch_date_text, 'an ISO 8601 day') end,
            case when created_at is null then fault('created_at', created_at_text, 'an ISO 8601 instant') end
        ) as unparsable,
        case
            when price < 0 then fault('price', price_text, 'zero or more')
            when cost < 0 then fault('cost', cost_text, 'zero or more')
        end as negative_price
    from typed
),

final as (
    select
        product_id,
        name,
        description,
        category_id,
        subcategory,
        brand,
        model,
        price,
        cost,
        stock,
        weight_kg,
        dimensions,
        is_active,
        launch_date,
        created_at,
        case
            when missing_key is not null then 'missing_key'
            when unparsable is not null then 'unparsable'
            when negative_price is not null then 'negative_price'
        end as _rule,
        coalesce(missing_key, unparsable, negative_price) as _reason,
        _source,
        _line,
        _ingested_at
    from judged
)

select * from final
