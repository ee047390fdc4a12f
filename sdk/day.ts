/** A calendar day, `'2026-11-22'`: as text it sorts and compares as days do. */
export type Day = `${number}-${number}-${number}`

export function isDay(text: string): text is Day {
  return /^\d{4}-\d{2}-\d{2}$/.test(text)
}
