declare global {
  /** In every Node ≥ 21; not in TypeScript's libraries yet. */
  interface JSON {
    rawJSON(text: string): object
    isRawJSON(value: unknown): boolean
  }
}

/** What `JSON.parse` tells of a value beside itself; it tells nothing of what is nested. */
interface Context {
  readonly source?: string
}

/**
 * Reads JSON whose numbers stay as they are written: as a double `12345678901234567.10` would be another one.
 *
 * Errors: `SyntaxError`.
 */
export function parseExact(text: string): unknown {
  return JSON.parse(text, (_, value: unknown, context?: Context) =>
    typeof value === 'number' && context?.source !== undefined
      ? JSON.rawJSON(context.source)
      : value,
  )
}

/** Whether a value that was read exactly is an object with keys. */
export function isObject(value: unknown): value is object {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !JSON.isRawJSON(value)
  )
}

/** A value as a field's text: what is nested as JSON; NULL is no text. Halves of characters, which UTF-8 lacks, are replaced. */
export function textOfJson(value: unknown): string | null {
  if (value === null) return null
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.toWellFormed()
}
