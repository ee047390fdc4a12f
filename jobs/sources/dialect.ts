/** How a file is split into records and fields. */
export interface Dialect {
  readonly delimiter: string
  /** The empty string: quotes mean nothing. */
  readonly quote: string
  /** What makes a quote inside quotes literal; most often the quote itself, doubled. */
  readonly escape: string
}

/** Names of the platform for the encodings of shops; what is called Latin-1 is Windows-1252, which has all of it. */
export const ENCODING_LABELS = {
  'utf-8': 'utf-8',
  'latin-1': 'windows-1252',
  'utf-16': 'utf-16le',
} as const

export type Encoding = keyof typeof ENCODING_LABELS

export type Format = 'text' | 'json' | 'parquet'

/** What a source says of a file's form; the rest is found out. */
export type Reading = { readonly [K in keyof Dialect]?: string | undefined } & {
  readonly format?: Format | undefined
  readonly encoding?: Encoding | undefined
}

export interface Header {
  readonly words: readonly string[]
  /** Physical lines up to and with the header. */
  readonly lines: number
}

const DELIMITERS = [',', ';', '\t', '|']
/** Records that the delimiter is judged by. */
const SAMPLE = 50

/**
 * The form of a file, from its beginning.
 *
 * The delimiter is the one that splits the most of the first records into as many fields as the header, which has at
 * least two; a file that none splits has one column.
 */
export function dialectOf(head: string, reading: Reading): Dialect {
  const quote = reading.quote ?? (/^\s*'[^'\n]*'\s*([,;|\t]\s*'|\r?\n|$)/.test(head) ? "'" : '"')
  const escape = reading.escape ?? quote
  const ranked = DELIMITERS.map((delimiter) => {
    const dialect = { delimiter, quote, escape }
    const [header, ...records] = splitRecords(head, dialect, SAMPLE)
    const width = header?.fields.length ?? 0
    const even = records.filter(({ fields }) => fields.length === width).length
    return { dialect, width, share: records.length === 0 ? 1 : even / records.length }
  })
  const [best] = ranked
    .filter(({ width }) => width > 1)
    .toSorted((a, b) => b.share - a.share || b.width - a.width)
  return { delimiter: reading.delimiter ?? best?.dialect.delimiter ?? ',', quote, escape }
}

/** The first record that is not blank; undefined when there is none. */
export function headerOf(head: string, dialect: Dialect): Header | undefined {
  const [first] = splitRecords(head, dialect, 1)
  return first && { words: first.fields, lines: first.lastLine }
}

/** The first `limit` records that are not blank, each with the physical line where it ends. */
function splitRecords(
  text: string,
  dialect: Dialect,
  limit: number,
): { fields: string[]; lastLine: number }[] {
  const lines = text.split(/\r\n|\n|\r/)
  const records: { fields: string[]; lastLine: number }[] = []
  for (let i = 0; i < lines.length && records.length < limit; i++) {
    if (lines[i] === '') continue
    let record = lines[i]!
    let fields = splitFields(record, dialect)
    const start = i
    while (fields === undefined && i + 1 < lines.length)
      fields = splitFields((record += `\n${lines[++i]!}`), dialect)
    if (fields === undefined) {
      i = start
      fields = lines[start]!.split(dialect.delimiter)
    }
    records.push({ fields, lastLine: i + 1 })
  }
  return records
}

/** The fields of a record; undefined when a quote is still open at the end. */
export function splitFields(
  record: string,
  { delimiter, quote, escape }: Dialect,
): string[] | undefined {
  const fields: string[] = []
  let at = 0
  while (at <= record.length) {
    const isQuoted = quote !== '' && record.startsWith(quote, at)
    let value = ''
    if (isQuoted) {
      for (at++; !isClosing(record, at); at++) {
        if (at >= record.length) return undefined
        if (record[at] === escape && (record[at + 1] === quote || record[at + 1] === escape)) at++
        value += record[at]!
      }
      at++
    }
    const end = record.indexOf(delimiter, at)
    fields.push(value + record.slice(at, end === -1 ? undefined : end))
    at = end === -1 ? record.length + 1 : end + 1
  }
  return fields

  function isClosing(text: string, i: number): boolean {
    return text[i] === quote && !(escape === quote && text[i + 1] === quote)
  }
}
