-- Names of our own that staging models use to read text, one body for both engines (strict ISO 8601, decimal point).
-- The engine's adapter turns each into `create macro` (DuckDB) or keeps it (Databricks, Spark).

-- Blank, tab, line feed, carriage return, no-break space: the engines' own classes and trims differ.
-- Most values have none at their ends, and seeing that is cheaper than trimming.
create or replace function trimmed(value string) returns string return
case
    when
        ascii(value) > 32
        and ascii(value) <> 160
        and not endswith(value, ' ')
        and not endswith(value, chr(9))
        and not endswith(value, chr(10))
        and not endswith(value, chr(13))
        and not endswith(value, chr(160))
        then value
    else nullif(btrim(value, concat(' ', chr(9), chr(10), chr(13), chr(160))), '')
end;

create or replace function read_instant(value string, zone string, day_zone string) returns timestamp return
case
    when regexp_like(value, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?$')
        then to_utc_timestamp(try_cast(value as timestamp), zone)
    when regexp_like(value, '^[0-9]{4}-[0-9]{2}-[0-9]{2}$')
        then to_utc_timestamp(try_cast(value as timestamp), day_zone)
    when regexp_like(value, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?(Z|[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?)$')
        then try_to_timestamp(case when regexp_like(value, '^.{16}[Z+-]') then concat(substring(value, 1, 16), ':00', substring(value, 17)) else value end)
end;

create or replace function read_day(value string) returns date return
case when regexp_like(value, '^[0-9]{4}-[0-9]{2}-[0-9]{2}$') then try_cast(value as date) end;

-- Blanks around a number do not count; few have any.
create or replace function read_decimal(value string) returns decimal(18, 4) return
case
    when regexp_like(value, '^[+-]?[0-9]+([.][0-9]+)?$') then try_cast(value as decimal(18, 4))
    when regexp_like(trimmed(value), '^[+-]?[0-9]+([.][0-9]+)?$') then try_cast(trimmed(value) as decimal(18, 4))
end;

create or replace function read_integer(value string) returns integer return
case when regexp_like(value, '^[+-]?[0-9]+([.]0+)?$') then try_cast(split_part(value, '.', 1) as integer) end;

create or replace function read_double(value string) returns double return
case when regexp_like(value, '^[+-]?[0-9]+([.][0-9]+)?$') then try_cast(value as double) end;

create or replace function read_boolean(value string) returns boolean return
case lower(value) when 'true' then true when 'false' then false end;

create or replace function collapse_blanks(value string) returns string return
nullif(trim(regexp_replace(value, concat('[ ', chr(9), chr(10), chr(13), chr(160), ']+'), ' ')), '');

-- What is wrong with a value, for a quarantined row's reason; NULL for a NULL or blank value.
create or replace function fault(name string, value string, expected string) returns string return
concat(name, ': "', trimmed(value), '", expected ', expected);
