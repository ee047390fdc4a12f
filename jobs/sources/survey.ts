import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { JobError } from '../errors.ts'
import type { ReadOptions } from './content.ts'
import { dialectOf, headerOf } from './dialect.ts'
import type { Dialect, Header } from './dialect.ts'
import { readStored } from './stored-file.ts'
import { TextFacts } from './text-facts.ts'
import { transcode } from './transcode.ts'

/** What one pass over the bytes of a file of delimited text tells. */
export interface Survey {
  /** The file itself, or a copy of it in UTF-8. */
  readonly readable: string
  readonly sha256: string
  readonly isCompressed: boolean
  readonly dialect: Dialect
  /** Undefined: the file has no line. */
  readonly header: Header | undefined
  readonly hasQuotes: boolean
  /** No line has more bytes. */
  readonly lineBytesMax: number
  /** Between the physical lines of a quoted field. */
  readonly lineBreak: string
}

/**
 * Reads a file once for its hash, encoding, form and header.
 *
 * Text that is not UTF-8 is taken as Windows-1252, which every byte sequence is, and copied to `scratch`.
 * Errors: `JobError` `FILE_UNREADABLE` with the file and what was expected.
 */
export async function survey(absolute: string, { reading, scratch }: ReadOptions): Promise<Survey> {
  const facts = new TextFacts(reading.quote ?? '"')
  const { sha256, isCompressed } = await readStored(absolute, async (chunks) => {
    for await (const chunk of chunks) facts.add(chunk)
  })
  const encoding = reading.encoding ?? facts.encoding()
  if (encoding === 'utf-8' && facts.encoding() !== 'utf-8') {
    throw new JobError(
      'FILE_UNREADABLE',
      `${absolute} is not UTF-8, as source.json says: expected bytes that are`,
    )
  }
  const head = facts.head(encoding)
  const dialect = dialectOf(head, reading)
  const copy = join(scratch, `${randomUUID()}.csv`)
  if (encoding !== 'utf-8') await transcode({ absolute, isCompressed, encoding }, copy)
  return {
    readable: encoding === 'utf-8' ? absolute : copy,
    sha256,
    isCompressed: isCompressed && encoding === 'utf-8',
    dialect,
    header: headerOf(head, dialect),
    hasQuotes:
      dialect.quote !== '' && (dialect.quote !== '"' || facts.hasQuotes || encoding === 'utf-16'),
    // A copy in UTF-8 may be longer by half.
    lineBytesMax: 2 * facts.lineBytesMax,
    lineBreak: facts.lineBreak(),
  }
}
