import type { JsonRecord } from './json-records.ts'
import { isObject, parseExact, textOfJson } from './json-value.ts'

/** A record taken apart: its `fields` in the order in which the file's keys first came up, or why there are none. */
export type TakenRecord =
  | { readonly line_number: number; readonly fields: readonly (string | null)[] }
  | { readonly line_number: number; readonly record: string; readonly reason: string }

/** Takes the records of one file apart, and learns from their keys what columns it has. */
export class JsonFields {
  readonly #places = new Map<string, number>()
  #firstFault: string | undefined

  get header(): readonly string[] {
    return [...this.#places.keys()]
  }

  /** What is wrong with a file without one object that has a key; undefined: it has one, or no record at all. */
  get fault(): string | undefined {
    return this.#places.size === 0 ? this.#firstFault : undefined
  }

  take({ place, text }: JsonRecord): TakenRecord {
    try {
      return { line_number: place, fields: this.#fieldsOf(parseExact(text)) }
    } catch (error) {
      const found = error instanceof SyntaxError ? error.message : String(error)
      const reason = `expected a JSON object, found none: ${found}`
      this.#firstFault ??= `record ${place}: ${reason}`
      return { line_number: place, record: text.trim(), reason }
    }
  }

  #fieldsOf(value: unknown): (string | null)[] {
    if (!isObject(value)) throw new SyntaxError('it is another value')
    const fields: (string | null)[] = Array.from(this.#places, () => null)
    for (const [key, held] of Object.entries(value)) fields[this.#placeOf(key)] = textOfJson(held)
    return fields
  }

  #placeOf(key: string): number {
    const known = this.#places.get(key)
    if (known !== undefined) return known
    const place = this.#places.size
    this.#places.set(key, place)
    return place
  }
}
