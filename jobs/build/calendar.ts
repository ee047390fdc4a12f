/** One row: the first and the last local day that figures may fall on, and how many days that is. */
export const CALENDAR_RANGE = `
  select first_day, as_of_day as last_day, datediff(as_of_day, first_day) + 1 as days
  from (
    select min(day) as first_day
    from (
      select min(local_date) as day from silver.orders
      union all
      select min(cast(from_utc_timestamp(registered_at, business_timezone) as date)) as day
      from silver.customers
      cross join run_parameters
    ) as firsts
  ) as earliest
  cross join run_as_of
  where first_day <= as_of_day`

/**
 * The body of `run_calendar`: one row a local day from `firstDay` on, `days` of them, with the starts of its ISO week, month,
 * quarter and year.
 *
 * Days are counted by joining digits, since the two engines share no way to generate rows.
 */
export function calendarSelect(firstDay: string, days: number): string {
  const places = String(days)
    .split('')
    .map((_, place) => `d${place}`)
  const number = places.map((digit, place) => `${digit}.digit * ${10 ** place}`).join(' + ')
  const digits = Array.from({ length: 10 }, (_, digit) => `select ${digit} as digit`).join(
    ' union all ',
  )
  return `
    with
    digits as (${digits}),

    numbers as (select ${number} as n from ${places.map((place) => `digits as ${place}`).join(' cross join ')}),

    days as (select date_add(cast('${firstDay}' as date), n) as day from numbers where n < ${days})

    select
      day,
      cast(date_trunc('week', day) as date) as week_start,
      cast(date_trunc('month', day) as date) as month_start,
      cast(date_trunc('quarter', day) as date) as quarter_start,
      cast(date_trunc('year', day) as date) as year_start
    from days`
}
