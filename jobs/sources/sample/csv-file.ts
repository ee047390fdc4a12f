import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { gzipSync } from 'node:zlib'

export type Field = string | number | boolean | undefined

export interface CsvForm {
  readonly delimiter?: string
  readonly lineEnd?: string
  readonly hasByteOrderMark?: boolean
}

const CHUNK_CHARACTERS = 1 << 16
const BYTE_ORDER_MARK = '﻿'

/** A delimited file that is written record by record; a name that ends in `.gz` is compressed. */
export class CsvFile implements Disposable {
  readonly #file: number
  readonly #isCompressed: boolean
  readonly #delimiter: string
  readonly #lineEnd: string
  readonly #special: RegExp
  #chunk: string
  /** Records after the header. */
  records = 0

  constructor(path: string, header: readonly string[], form: CsvForm = {}) {
    mkdirSync(dirname(path), { recursive: true })
    this.#file = openSync(path, 'w')
    this.#isCompressed = path.endsWith('.gz')
    this.#delimiter = form.delimiter ?? ','
    this.#lineEnd = form.lineEnd ?? '\n'
    this.#special = new RegExp(`["\\r\\n${this.#delimiter}]`)
    this.#chunk = form.hasByteOrderMark === true ? BYTE_ORDER_MARK : ''
    this.#chunk += this.#line(header)
  }

  write(fields: readonly Field[]): void {
    this.writeRaw(this.#line(fields))
  }

  /** A record as it is, with its line end. */
  writeRaw(record: string): void {
    this.records++
    this.#chunk += record
    if (this.#chunk.length >= CHUNK_CHARACTERS) this.#flush()
  }

  [Symbol.dispose](): void {
    this.#flush()
    closeSync(this.#file)
  }

  #line(fields: readonly Field[]): string {
    let line = ''
    for (let i = 0; i < fields.length; i++) {
      const field = fields[i]
      if (i > 0) line += this.#delimiter
      if (typeof field === 'string') line += this.#special.test(field) ? quoted(field) : field
      else if (field !== undefined) line += String(field)
    }
    return line + this.#lineEnd
  }

  /** Chunks of gzip one after the other are a gzip file. */
  #flush(): void {
    const bytes = Buffer.from(this.#chunk)
    writeSync(this.#file, this.#isCompressed ? gzipSync(bytes, { level: 1 }) : bytes)
    this.#chunk = ''
  }
}

function quoted(field: string): string {
  return `"${field.replaceAll('"', '""')}"`
}
