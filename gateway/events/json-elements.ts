import { badInput } from '../../resolvers/refusal.ts'

const TAB = 9
const LINE_FEED = 10
const CARRIAGE_RETURN = 13
const SPACE = 32
const QUOTE = 34
const COMMA = 44
const OPENING = new Set([91, 123])
const CLOSING = new Set([93, 125])
const END = 93
const BACKSLASH = 92
const BRACKET = 91
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf])

/**
 * Elements of a JSON array as bytes, as they come; a body that is no array is one element.
 *
 * Only brackets and quotes are looked at: an element that is no JSON is given as it is, and spoils no other.
 * Errors: `BAD_USER_INPUT` for an array that does not end, and for what follows its end.
 */
export async function* jsonElements(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const splitter = elementSplitter()
  for await (const chunk of chunks) yield* splitter.take(chunk)
  yield* splitter.end()
}

interface Splitter {
  readonly take: (chunk: Buffer) => Generator<Buffer>
  readonly end: () => Generator<Buffer>
}

function elementSplitter(): Splitter {
  let state: 'before' | 'array' | 'single' | 'after' = 'before'
  /** Bytes of the element that has not ended. */
  let parts: Buffer[] = []
  let depth = 0
  let isText = false
  let isEscaped = false

  function* take(chunk: Buffer): Generator<Buffer> {
    let start = 0
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i]!
      if (state === 'before') {
        if (isBlank(byte) || BYTE_ORDER_MARK.includes(byte)) start = i + 1
        else if (byte === BRACKET) {
          state = 'array'
          start = i + 1
        } else state = 'single'
      } else if (state === 'after' && !isBlank(byte))
        throw badInput('something follows the end of the array: nothing of the rest is taken')
      else if (state === 'array' && endsElement(byte)) {
        const element = Buffer.concat([...parts, chunk.subarray(start, i)])
        parts = []
        start = i + 1
        if (byte !== COMMA) state = 'after'
        // Nothing before the end: the array is empty, or has a comma too many.
        if (byte === COMMA || !isBlankAll(element)) yield element
      }
    }
    if (state === 'array' || state === 'single') parts.push(chunk.subarray(start))
  }

  /** Whether this byte is outside of every text and bracket, and a comma or the array's end. */
  function endsElement(byte: number): boolean {
    if (isText) {
      if (isEscaped) isEscaped = false
      else if (byte === BACKSLASH) isEscaped = true
      else if (byte === QUOTE) isText = false
      return false
    }
    if (byte === QUOTE) isText = true
    else if (OPENING.has(byte)) depth += 1
    else if (depth > 0 && CLOSING.has(byte)) depth -= 1
    else return depth === 0 && (byte === COMMA || byte === END)
    return false
  }

  function* end(): Generator<Buffer> {
    if (state === 'before')
      throw badInput('the body is empty: send an event, or an array of events')
    if (state === 'array')
      throw badInput(
        'the array does not end, so none of it is acknowledged: send it again, whole; an event id counts once',
      )
    if (state === 'single') yield Buffer.concat(parts)
  }

  return { take, end }
}

const isBlank = (byte: number) =>
  byte === SPACE || byte === LINE_FEED || byte === CARRIAGE_RETURN || byte === TAB

const isBlankAll = (bytes: Buffer) => bytes.every(isBlank)
