import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { LakehouseError } from '../../lakehouse/errors.ts'
import { JobError } from '../errors.ts'

export interface StoredFile {
  /** Of the bytes as they are stored, hexadecimal. */
  readonly sha256: string
  readonly isCompressed: boolean
}

const GZIP_MAGIC = Buffer.from([0x1f, 0x8b])

/**
 * Reads a file once, from its first byte to its last, and gives its bytes without gzip to `use`.
 *
 * Errors: `JobError` `FILE_UNREADABLE` with the file; one that `use` throws stays as it is.
 */
export async function readStored(
  absolute: string,
  use: (chunks: AsyncIterable<Buffer>) => Promise<void>,
): Promise<StoredFile> {
  const hash = createHash('sha256')
  const isCompressed = await startsWithGzipMagic(absolute)
  const stored = createReadStream(absolute, { highWaterMark: 1 << 20 })
  stored.on('data', (chunk) => hash.update(chunk))
  try {
    await pipeline(stored, isCompressed ? createGunzip() : new PassThrough(), use)
  } catch (cause) {
    throw cause instanceof JobError || cause instanceof LakehouseError
      ? cause
      : unreadable(absolute, cause)
  }
  return { sha256: hash.digest('hex'), isCompressed }
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

/** A file that cannot be read as what it is said to be. */
export function unreadable(absolute: string, cause: unknown): JobError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new JobError('FILE_UNREADABLE', `${absolute} cannot be read: ${reason}`, { cause })
}
