import { z } from 'zod'

/** A time zone by its name, `Europe/Lisbon`: every engine knows names, and an offset knows no summer. */
export const timezone = z.string().refine(isTimezone, 'must be a time zone such as Europe/Lisbon')

function isTimezone(name: string): boolean {
  if (name !== 'UTC' && !/^[A-Z]\w+(\/[\w+-]+)+$/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
