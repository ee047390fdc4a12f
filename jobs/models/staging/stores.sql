-- staging.stores: one row per store_id, typed; the newest arrival wins.
-- _rule, _reason: what the row alone says.

with
-- A row without a key stays by itself, for the quarantine.
stores as (
    select *
    from bronze.stores
    qualify row_number() over (
        partition by coalesce(trimmed(store_id), concat(_source, ' ', cast(_line as string)))
        order by _ingested_at desc, _source desc, _line desc
    ) = 1
),

typed as (
    select
        trimmed(store_id) as store_id,
        collapse_blanks(name) as name,
        trimmed(type) as type,
        trimmed(city) as city,
        trimmed(region) as region,
        trimmed(country) as country,
        read_double(trimmed(latitude)) as latitude,
        read_double(trimmed(longitude)) as longitude,
        trimmed(latitude) as latitude_text,
        trimmed(longitude) as longitude_text,
        _source,
        _line,
        _ingested_at
    from stores
),

-- A column named after a rule holds the reason of the rows that break it.
judged as (
    select
        typed.*,
        case when store_id is null then 'store_id: missing, expected a key' end as missing_key,
        coalesce(
            case when latitude is null then fault('latitude', latitude_text, 'a number') end,
            case when longitude is null then fault('longitude', longitude_text, 'a number') end
        ) as unparsable
    from typed
),

final as (
    select
        store_id,
        name,
        type,
        city,
        region,
        country,
        latitude,
        longitude,
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
