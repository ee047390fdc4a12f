/** Why something is no event: the rule that it breaks, and the field, its value and what was expected. */
export interface Refused {
  readonly rule: 'unparsable' | 'missing_key' | 'unknown_type' | 'future_event'
  readonly reason: string
}

/** Ends the reading of an event; does not leave it. */
export class RefusedError extends Error {
  readonly refused: Refused

  constructor(rule: Refused['rule'], reason: string) {
    super(reason)
    this.refused = { rule, reason }
  }
}

/** A value is shown up to this length. */
const SHOWN_MAX = 100

/** Of a field that holds something else than it must. */
export function wrong(field: string, value: unknown, expected: string): RefusedError {
  return new RefusedError('unparsable', fault(field, value, expected))
}

/** Of a field that must be there; `whose` ends the sentence: a purchase. */
export function missing(field: string, whose: string): RefusedError {
  return new RefusedError('missing_key', `${field}: missing, expected of ${whose}`)
}

/** `quantity: "two", expected a whole number`. */
export function fault(field: string, value: unknown, expected: string): string {
  const shown = typeof value === 'object' && value !== null ? kindOf(value) : JSON.stringify(value)
  const cut = shown.length > SHOWN_MAX ? `${shown.slice(0, SHOWN_MAX)}…` : shown
  return `${field}: ${cut}, expected ${expected}`
}

const kindOf = (value: object) => (Array.isArray(value) ? 'a list' : 'an object')
