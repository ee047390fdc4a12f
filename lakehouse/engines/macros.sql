-- Databricks' names for DuckDB, before any model runs.
-- A builtin that a macro shadows is reached as system.main.<name>, so that the macro does not call itself.
-- Instants are TIMESTAMPTZ, local wall clocks TIMESTAMP; the session's time zone is UTC.

-- Text. DuckDB's trim also strips Unicode blanks, Spark's only the blank.
create or replace macro trim(x) as system.main.trim(x, ' ');
create or replace macro btrim(x, characters) as system.main.trim(x, characters);
create or replace macro initcap(x) as
    array_to_string(list_transform(string_split(lower(x), ' '), lambda w: upper(w[1]) || w[2:]), ' ');
create or replace macro regexp_like(x, pattern) as regexp_matches(x, pattern);
create or replace macro regexp_replace(x, pattern, replacement) as
    system.main.regexp_replace(x, pattern, replacement, 'g');
create or replace macro concat(a, b) as a || b, (a, b, c) as a || b || c, (a, b, c, d) as a || b || c || d,
    (a, b, c, d, e) as a || b || c || d || e, (a, b, c, d, e, f) as a || b || c || d || e || f;
create or replace macro endswith(x, ending) as suffix(x, ending);

-- Instants and days. DuckDB drops the offset of a text cast to TIMESTAMP ('…T01:00:00+02:00' becomes 01:00): read as TIMESTAMPTZ.
create or replace macro try_to_timestamp(x) as try_cast(x as timestamptz);
-- A zone's rules are slow to look up, and UTC, the default, has none.
create or replace macro from_utc_timestamp(x, zone) as
    case
        when zone = 'UTC' then make_timestamp(epoch_us(cast(x as timestamptz)))
        else timezone(zone, cast(x as timestamptz))
    end;
-- DuckDB takes the later of two ambiguous instants, Spark the earlier, which has the offset of a day before.
create or replace macro _earlier_instant(wall, instant, zone) as
    instant - interval 24 hour + (wall - timezone(zone, instant - interval 24 hour));
create or replace macro _resolved_instant(wall, instant, zone) as
    case
        when timezone(zone, _earlier_instant(wall, instant, zone)) = wall
            then least(instant, _earlier_instant(wall, instant, zone))
        else instant
    end;
-- The correction is slow and needed by few: only by a wall clock whose zone has changed its offset within the day before.
create or replace macro _keeps_offset(wall, zone) as
    epoch_us(timezone(zone, make_timestamptz(epoch_us(timezone(zone, wall)) - 86400000000))) + 86400000000 = epoch_us(wall);
create or replace macro to_utc_timestamp(x, zone) as
    case
        when zone = 'UTC' then make_timestamptz(epoch_us(cast(x as timestamp)))
        when _keeps_offset(cast(x as timestamp), zone) then timezone(zone, cast(x as timestamp))
        else _resolved_instant(cast(x as timestamp), timezone(zone, cast(x as timestamp)), zone)
    end;
create or replace macro unix_micros(x) as epoch_us(cast(x as timestamptz));
create or replace macro datediff(later, earlier) as
    cast(cast(later as date) - cast(earlier as date) as integer);
create or replace macro date_add(day, days) as cast(cast(day as date) + cast(days as integer) as date);
create or replace macro add_months(day, months) as
    cast(cast(day as date) + to_months(cast(months as integer)) as date);
-- DuckDB's weekday starts at Sunday, Spark's at Monday (0).
create or replace macro weekday(day) as cast(isodow(day) - 1 as integer);

-- Aggregates. DuckDB's count_if is a HUGEINT (Parquet: DOUBLE) and NULL where every input is NULL. Not as a window function.
create or replace macro count_if(x) as count(case when x then 1 end);
create or replace macro percentile(x, p) as quantile_cont(x, p);
