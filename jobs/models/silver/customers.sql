-- silver.customers: one row per customer_id.
-- acquisition_cost: decimal(18,4). registered_at: UTC. tenure_days and age_band at as_of, local days.

with
customers as (select * from staging.customers),

countries as (select * from seed.countries),

calling_codes as (select * from seed.calling_codes),

parameters as (select * from run_parameters),

as_of as (select * from run_as_of),

-- Columns are carried along, never joined back by key: a row without a key must reach the quarantine.
placed as (
    select
        customers.*,
        countries.code as country_code,
        calling_codes.calling_code,
        regexp_replace(customers.phone, '[^0-9]', '') as phone_digits,
        cast(from_utc_timestamp(customers.registered_at, parameters.business_timezone) as date) as registered_day,
        as_of.as_of_day
    from customers
    cross join parameters
    cross join as_of
    left join countries on lower(customers.country) = countries.spelling
    left join calling_codes on countries.code = calling_codes.code
),

derived as (
    select
        placed.*,
        case when name = upper(name) or name = lower(name) then initcap(name) else name end as cased_name,
        -- The pattern that HTML5 gives for input type=email; chr(39) is the apostrophe.
        case
            when regexp_like(
                email,
                concat(
                    '^[a-z0-9.!#$%&',
                    chr(39),
                    '*+/=?^_`{|}~-]+@[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?([.][a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$'
                )
            ) then email
        end as valid_email,
        -- Letters of any alphabet are no number's, as those of an extension.
        case
            when lower(phone) <> upper(phone) then null
            when regexp_like(phone, '^[^0-9]*[+]') then concat('+', phone_digits)
            when phone like '00%' then concat('+', substring(phone_digits, 3))
            else concat('+', calling_code, phone_digits)
        end as international_phone
    from placed
),

checked as (
    select
        derived.*,
        case when regexp_like(international_phone, '^[+][0-9]{7,15}$') then international_phone end as valid_phone
    from derived
),

final as (
    select
        customer_id,
        cased_name as name,
        valid_email as email,
        case when email is not null then valid_email is not null end as is_email_valid,
        split_part(valid_email, '@', 2) as email_domain,
        valid_phone as phone,
        case when phone is not null then valid_phone is not null end as is_phone_valid,
        birth_date,
        case
            when add_months(birth_date, 18 * 12) > as_of_day then 'under 18'
            when add_months(birth_date, 25 * 12) > as_of_day then '18–24'
            when add_months(birth_date, 35 * 12) > as_of_day then '25–34'
            when add_months(birth_date, 45 * 12) > as_of_day then '35–44'
            when add_months(birth_date, 55 * 12) > as_of_day then '45–54'
            when add_months(birth_date, 65 * 12) > as_of_day then '55–64'
            when birth_date is not null then '65+'
        end as age_band,
        city,
        region,
        country,
        country_code,
        registered_at,
        datediff(as_of_day, registered_day) as tenure_days,
        is_active,
        acquisition_cost,
        _rule,
        _reason,
        _source,
        _line,
        _ingested_at
    from checked
)

select * from final
