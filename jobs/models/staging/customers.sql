-- staging.customers: one row per customer_id, typed; the newest arrival wins.
-- acquisition_cost: decimal(18,4). registered_at: UTC. _rule, _reason: what the row alone says.

with
-- A row without a key stays by itself, for the quarantine.
customers as (
    select *
    from bronze.customers
    qualify row_number() over (
        partition by coalesce(trimmed(customer_id), concat(_source, ' ', cast(_line as string)))
        order by _ingested_at desc, _source desc, _line desc
    ) = 1
),

parameters as (select * from run_parameters),

texts as (
    select
        trimmed(customer_id) as customer_id,
        collapse_blanks(name) as name,
        lower(trimmed(email)) as email,
        trimmed(phone) as phone,
        trimmed(registration_date) as registration_date,
        trimmed(birth_date) as birth_date,
        trimmed(city) as city,
        trimmed(region) as region,
        trimmed(country) as country,
        trimmed(is_active) as is_active,
        trimmed(acquisition_cost) as acquisition_cost,
        _source,
        _line,
        _ingested_at
    from customers
),

typed as (
    select
        texts.customer_id,
        texts.name,
        texts.email,
        texts.phone,
        texts.city,
        texts.region,
        texts.country,
        read_boolean(coalesce(texts.is_active, 'true')) as is_active,
        read_decimal(texts.acquisition_cost) as acquisition_cost,
        read_day(texts.birth_date) as birth_date,
        read_instant(
            texts.registration_date, parameters.source_timezone, parameters.business_timezone
        ) as registered_at,
        texts.registration_date as registration_date_text,
        texts.birth_date as birth_date_text,
        texts.is_active as is_active_text,
        texts.acquisition_cost as acquisition_cost_text,
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
        case when customer_id is null then 'customer_id: missing, expected a key' end as missing_key,
        coalesce(
            case
                when registered_at is null
                    then fault('registration_date', registration_date_text, 'an ISO 8601 instant')
            end,
            case when birth_date is null then fault('birth_date', birth_date_text, 'an ISO 8601 day') end,
            case when is_active is null then fault('is_active', is_active_text, 'true or false') end,
            case
                when acquisition_cost is null then fault('acquisition_cost', acquisition_cost_text, 'a number')
            end
        ) as unparsable
    from typed
),

final as (
    select
        customer_id,
        name,
        email,
        phone,
        city,
        region,
        country,
        is_active,
        acquisition_cost,
        birth_date,
        registered_at,
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
