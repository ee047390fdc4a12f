import { isUtf8 } from 'node:buffer'
import { ENCODING_LABELS } from './dialect.ts'
import type { Encoding } from './dialect.ts'

const HEAD_BYTES = 1 << 18
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

/** What is learnt of a text while its bytes stream by. */
export class TextFacts {
  hasQuotes = false
  /** No line has more bytes. */
  lineBytesMax = 0
  readonly #quote: string
  #head: Buffer = Buffer.alloc(0)
  /** Bytes since the last line feed: a character may be cut at a chunk's end. */
  #rest: Buffer = Buffer.alloc(0)
  #isUtf8 = true
  #hasLoneLineFeed = false
  #hasReturns = false

  constructor(quote: string) {
    this.#quote = quote
  }

  add(chunk: Buffer): void {
    if (this.#head.length < HEAD_BYTES) this.#head = Buffer.concat([this.#head, chunk])
    this.hasQuotes ||= this.#quote !== '' && chunk.includes(this.#quote)
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    this.lineBytesMax = Math.max(this.lineBytesMax, bytes.length)
    const end = bytes.lastIndexOf(LINE_FEED) + 1
    const lines = bytes.subarray(0, end)
    this.#rest = bytes.subarray(end)
    this.#isUtf8 &&= isUtf8(lines)
    this.#hasReturns ||= lines.includes(CARRIAGE_RETURN)
    this.#hasLoneLineFeed ||= !this.#hasReturns || hasLoneLineFeed(lines)
  }

  encoding(): Encoding {
    if (this.#head[0] === 0xff && this.#head[1] === 0xfe) return 'utf-16'
    return this.#isUtf8 && isUtf8(this.#rest) ? 'utf-8' : 'latin-1'
  }

  /** The beginning of the text, without a byte order mark, up to its last whole line. */
  head(encoding: Encoding): string {
    const text = new TextDecoder(ENCODING_LABELS[encoding]).decode(this.#head)
    if (this.#head.length < HEAD_BYTES) return text
    const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'))
    return end === -1 ? text : text.slice(0, end)
  }

  /**
   * What ends a line inside quotes. Where returns and lone line feeds are mixed, records end in the pair and the lines of
   * a field in the line feed, as spreadsheets write it.
   */
  lineBreak(): string {
    if (this.#hasLoneLineFeed) return '\n'
    if (!this.#hasReturns) return '\n'
    return this.#head.includes(LINE_FEED) ? '\r\n' : '\r'
  }
}

function hasLoneLineFeed(lines: Buffer): boolean {
  for (let at = lines.indexOf(LINE_FEED); at !== -1; at = lines.indexOf(LINE_FEED, at + 1)) {
    if (lines[at - 1] !== CARRIAGE_RETURN) return true
  }
  return false
}
