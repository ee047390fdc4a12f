import type { Told } from './told.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const HALF = 30 * MINUTE

const at = (event: Told) => Date.parse(event.at)
const inTime = (events: readonly Told[]) => events.filter(({ isLate }) => !isLate)
const instant = (ms: number) => new Date(ms).toISOString().replace('Z', '000Z')
const amount = (units: bigint) => {
  const text = units.toString().padStart(5, '0')
  return `${text.slice(0, -4)}.${text.slice(-4)}`
}
const total = ({ price = '0', quantity = 1 }: Told) =>
  BigInt(Math.round(Number(price) * 10_000)) * BigInt(quantity)

/** The last minutes, from the first on. */
function minutesOf(watermark: string, count: number): number[] {
  const last = Math.floor(Date.parse(watermark) / MINUTE) * MINUTE
  return Array.from({ length: count }, (_, i) => last - (count - 1 - i) * MINUTE)
}

/** As `salesPerMinute` gives them, without their average. */
export function naiveMinutes(events: readonly Told[], watermark: string, count: number) {
  return minutesOf(watermark, count).map((minute) => {
    const sold = inTime(events).filter(
      (event) => event.type === 'purchase' && at(event) >= minute && at(event) < minute + MINUTE,
    )
    return {
      minute: instant(minute),
      orders: BigInt(new Set(sold.map(({ order }) => order)).size),
      units: BigInt(sold.reduce((sum, { quantity = 1 }) => sum + quantity, 0)),
      revenue: amount(sold.reduce((sum, event) => sum + total(event), 0n)),
      isClosed: minute + MINUTE <= Date.parse(watermark),
    }
  })
}

/** As `categoryActivity` gives it, without its day. */
export function naiveActivity(events: readonly Told[], watermark: string, count: number) {
  return minutesOf(watermark, count).flatMap((minute) => {
    const those = inTime(events).filter(
      (event) => at(event) >= minute && at(event) < minute + MINUTE,
    )
    const byCategory = Map.groupBy(those, ({ category }) => category ?? '(none)')
    return [...byCategory.keys()].sort().map((category) => {
      const countOf = (type: Told['type']) =>
        BigInt(byCategory.get(category)!.filter((event) => event.type === type).length)
      return {
        minute: instant(minute),
        category,
        views: countOf('page_view'),
        adds: countOf('add_to_cart'),
        removes: countOf('remove_from_cart'),
        purchases: countOf('purchase'),
      }
    })
  })
}

/** As `funnel` counts them: views, carts, purchases. */
export function naiveFunnel(events: readonly Told[], watermark: string, count: number) {
  const [from] = minutesOf(watermark, count)
  const to = minutesOf(watermark, 1)[0]! + MINUTE
  const pairs = Map.groupBy(
    inTime(events).filter(({ session, product }) => session && product),
    ({ session, product }) => `${session} ${product}`,
  )
  const counted = { views: 0n, carts: 0n, purchases: 0n }
  for (const pair of pairs.values()) {
    const timesOf = (type: Told['type']) =>
      pair
        .filter((event) => event.type === type)
        .map(at)
        .sort((a, b) => a - b)
    const views = timesOf('page_view')
    for (const [i, first] of views.entries()) {
      const isFirst = i === 0 || first - views[i - 1]! >= 6 * HOUR
      if (!isFirst || first < from! || first >= to) continue
      const until = (times: number[]) => times.filter((time) => time < first + 6 * HOUR)
      const adds = until(timesOf('add_to_cart')).filter((add) =>
        until(views).some((view) => view >= first && view <= add && add <= view + HALF),
      )
      const kept = adds.flatMap((add) => {
        const bought = until(timesOf('purchase')).find((time) => time >= add)
        const removed = until(timesOf('remove_from_cart')).find((time) => time > add)
        const isKept = removed === undefined || (bought !== undefined && bought <= removed)
        return isKept ? [{ isBought: bought !== undefined && bought <= add + HALF }] : []
      })
      counted.views += 1n
      if (kept.length > 0) counted.carts += 1n
      if (kept.some(({ isBought }) => isBought)) counted.purchases += 1n
    }
  }
  return counted
}

/** Sessions with an event in the half hour before the watermark. */
export function naiveSessions(events: readonly Told[], watermark: string): bigint {
  const end = Date.parse(watermark)
  const seen = inTime(events).filter((event) => at(event) > end - HALF && at(event) <= end)
  return BigInt(new Set(seen.flatMap(({ session }) => session ?? [])).size)
}
