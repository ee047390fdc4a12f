import type { JsonRecord } from './json-records.ts'

/** Where a value begins, ends or is parted from the next. */
const MARKS = /["[\]{},]/g
const MARKS_IN_STRINGS = /["\\]/g

/** Cuts an array into its elements while its text streams by: as a whole it might not fit in memory. */
export class ElementRecords {
  /** From the beginning of the current element. */
  #text = ''
  /** Behind the last mark. */
  #at = 0
  #depth = 0
  #isInString = false
  #isEnded = false
  #elements = 0

  /** Errors: `SyntaxError` where something comes after the array's end. */
  add(chunk: string): JsonRecord[] {
    this.#text += chunk
    const records: JsonRecord[] = []
    let start = 0
    for (let mark = this.#next(); mark !== undefined; mark = this.#next()) {
      if (this.#isInString) {
        this.#passInString(mark)
        continue
      }
      const depth = this.#depth
      this.#pass(mark)
      if (depth === 0) start = this.#at
      if (this.#depth === 0 || (depth === 1 && mark === ',')) {
        const text = this.#text.slice(start, this.#at - 1)
        if (text.trim() !== '') records.push({ place: ++this.#elements, text })
        start = this.#at
      }
    }
    this.#text = this.#text.slice(start)
    this.#at -= start
    return records
  }

  /** Errors: `SyntaxError` where the array has not ended. */
  end(): JsonRecord[] {
    if (!this.#isEnded)
      throw new SyntaxError(
        `the array does not end: something is open after ${this.#elements} records`,
      )
    if (this.#text.trim() !== '') throw behindEnd()
    return []
  }

  #next(): string | undefined {
    const marks = this.#isInString ? MARKS_IN_STRINGS : MARKS
    marks.lastIndex = this.#at
    const found = marks.exec(this.#text)
    if (found !== null) this.#at = marks.lastIndex
    // An escaped character may be the first one of the next chunk.
    else this.#at = Math.max(this.#at, this.#text.length)
    return found?.[0]
  }

  #passInString(mark: string): void {
    if (mark === '"') this.#isInString = false
    else this.#at++
  }

  #pass(mark: string): void {
    if (this.#isEnded) throw behindEnd()
    if (mark === '"') this.#isInString = true
    if (mark === '[' || mark === '{') this.#depth++
    if (mark === ']' || mark === '}') this.#depth--
    this.#isEnded = this.#depth === 0
  }
}

function behindEnd(): SyntaxError {
  return new SyntaxError('something comes after the end of the array')
}
