import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { JobError } from '../errors.ts'
import { dialectOf, headerOf } from './dialect.ts'
import type { Dialect, Header, Reading } from './dialect.ts'
import { TextFacts } from './text-facts.ts'
import { transcode } from './transcode.ts'

/** What one pass over a file's bytes tells. */
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

export interface SurveyOptions {
  readonly reading: Reading
  /** A folder for a copy. */
  readonly scratch: string
}

const GZIP_MAGIC = Buffer.from([0x1f, 0x8b])

/**
 * Reads a file once for its hash, encoding, form and header.
 *
 * Text that is not UTF-8 is taken as Windows-1252, which every byte sequence is, and copied to `scratch`.
 * Errors: `JobError` `FILE_UNREADABLE` with the file and what was expected.
 */
export async function survey(
  absolute: string,
  { reading, scratch }: SurveyOptions,
): Promise<Survey> {
  const hash = createHash('sha256')
  const facts = new TextFacts(reading.quote ?? '"')
  const isCompressed = await startsWithGzipMagic(absolute)
  const stored = createReadStream(absolute, { highWaterMark: 1 << 20 })
  stored.on('data', (chunk) => hash.update(chunk))
  try {
    await pipeline(stored, isCompressed ? createGunzip() : new PassThrough(), async (chunks) => {
      for await (const chunk of chunks) facts.add(chunk)
    })
  } catch (cause) {
    throw unreadable(absolute, cause)
  }
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
    sha256: hash.digest('hex'),
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

async function startsWithGzipMagic(absolute: string): Promise<boolean> {
  try {
    await using file = await open(absolute)
    const { buffer } = await file.read(Buffer.alloc(GZIP_MAGIC.length), 0, GZIP_MAGIC.length, 0)
    return buffer.equals(GZIP_MAGIC)
  } catch (cause) {
    throw unreadable(absolute, cause)
  }
}

function unreadable(absolute: string, cause: unknown): JobError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new JobError('FILE_UNREADABLE', `${absolute} cannot be read: ${reason}`, { cause })
}
