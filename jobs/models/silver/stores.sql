-- silver.stores: one row per store_id.

with
stores as (select * from staging.stores),

countries as (select * from seed.countries),

final as (
    select
        stores.store_id,
        stores.name,
        stores.type,
        stores.city,
        stores.region,
        stores.country,
        countries.code as country_code,
        stores.latitude,
        stores.longitude,
        stores._rule,
        stores._reason,
        stores._source,
        stores._line,
        stores._ingested_at
    from stores
    left join countries on lower(stores.country) = countries.spelling
)

select * from final
