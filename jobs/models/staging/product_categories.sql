-- staging.product_categories: one row per category_id, typed; the newest arrival wins.
-- _rule, _reason: what the row alone says.

with
-- A row without a key stays by itself, for the quarantine.
product_categories as (
    select *
    from bronze.product_categories
    qualify row_number() over (
        partition by coalesce(trimmed(category_id), concat(_source, ' ', cast(_line as string)))
        order by _ingested_at desc, _source desc, _line desc
    ) = 1
),

typed as (
    select
        trimmed(category_id) as category_id,
        coalesce(collapse_blanks(name), trimmed(category_id)) as name,
        trimmed(parent_category_id) as parent_category_id,
        trimmed(description) as description,
        read_boolean(coalesce(trimmed(is_active), 'true')) as is_active,
        trimmed(is_active) as is_active_text,
        _source,
        _line,
        _ingested_at
    from product_categories
),

-- A column named after a rule holds the reason of the rows that break it.
judged as (
    select
        typed.*,
        case when category_id is null then 'category_id: missing, expected a key' end as missing_key,
        case when is_active is null then fault('is_active', is_active_text, 'true or false') end as unparsable
    from typed
),

final as (
    select
        category_id,
        name,
        parent_category_id,
        description,
        is_active,
        case
            when missing_key is not null then 'missing_key'
            when unparsable is not null then 'unparsable'
        end as _rule,
        coalesce(missing_key, unparsable) as _reason,
        _source,
        _line,
        _ingested_at
    from judged
)

select * from final
