import { ElementRecords } from './json-elements.ts'

/** A record as it is written. */
export interface JsonRecord {
  /** Of one object a line: the physical line; of an array: which of its elements, from 1. */
  readonly place: number
  readonly text: string
}

/**
 * The records of a JSON text, some at a time: the elements of the array that it is, else its lines.
 *
 * Errors: `SyntaxError` where the array does not end, or something comes after its end.
 */
export async function* jsonRecords(
  chunks: AsyncIterable<string>,
): AsyncGenerator<readonly JsonRecord[]> {
  let splitter: LineRecords | ElementRecords | undefined
  let blank = ''
  for await (const chunk of chunks) {
    const isBegun = splitter !== undefined || /\S/.test(chunk)
    if (!isBegun) {
      blank += chunk
      continue
    }
    splitter ??= chunk.trimStart().startsWith('[') ? new ElementRecords() : new LineRecords(blank)
    yield splitter.add(chunk)
  }
  if (splitter !== undefined) yield splitter.end()
}

class LineRecords {
  #rest: string
  #line = 0

  constructor(blank: string) {
    this.#rest = blank
  }

  add(chunk: string): JsonRecord[] {
    const lines = (this.#rest + chunk).split('\n')
    this.#rest = lines.pop()!
    const first = this.#line + 1
    this.#line += lines.length
    return lines
      .map((text, i) => ({ place: first + i, text }))
      .filter(({ text }) => text.trim() !== '')
  }

  end(): JsonRecord[] {
    return this.add('\n')
  }
}
