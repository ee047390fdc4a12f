import { HOUR_SHARES, WEEKDAYS } from '../../sources/sample/calendar.ts'

/** Every time zone's hours begin at a multiple of it. */
export const BLOCK_MS = 15 * 60_000

/** How busy a shop is at a moment, in milliseconds since 1970: 1 on average over a week, the same within a block. */
export type Rhythm = (at: number) => number

const WEEKDAY_NAMES = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** People look around at night too: visits rise and fall as the root of orders does. */
const HOURS = HOUR_SHARES.map(([, share]) => Math.sqrt(share))
const MEAN = (sum(HOURS) / HOURS.length) * (sum(WEEKDAYS) / WEEKDAYS.length)

/** By the hours and weekdays of a time zone. */
export function rhythmOf(timezone: string): Rhythm {
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    weekday: 'short',
    hour: 'numeric',
    hourCycle: 'h23',
  })
  let known = Number.NaN
  let busy = 1
  return (at) => {
    const block = Math.floor(at / BLOCK_MS)
    if (block === known) return busy
    known = block
    const parts = new Map(clock.formatToParts(at).map(({ type, value }) => [type, value]))
    const day = WEEKDAYS[WEEKDAY_NAMES.indexOf(parts.get('weekday')!)]!
    busy = (day * HOURS[Number(parts.get('hour'))]!) / MEAN
    return busy
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((left, right) => left + right, 0)
}
