const PERIOD_STARTS: Readonly<Record<string, string>> = {
  DAY: 'local_date',
  WEEK: `cast(date_trunc('week', local_date) as date)`,
  MONTH: `cast(date_trunc('month', local_date) as date)`,
  QUARTER: `cast(date_trunc('quarter', local_date) as date)`,
  YEAR: `cast(date_trunc('year', local_date) as date)`,
}

/** SQL for the first local day of the period that a line's `local_date` lies in. */
export function periodStart(grain: string): string {
  const start = PERIOD_STARTS[grain]
  if (start === undefined) throw new Error(`${grain} is no grain`)
  return start
}
