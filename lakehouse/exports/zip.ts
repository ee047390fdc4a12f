import { pipeline } from 'node:stream'
import { constants, crc32, createDeflateRaw } from 'node:zlib'
import { LakehouseError } from '../errors.ts'

/** A file of an archive. */
export interface ZipEntry {
  readonly path: string
  readonly data: Iterable<Uint8Array> | AsyncIterable<Uint8Array>
}

/** What is known of an entry once its bytes are written. */
interface Packed {
  readonly path: Buffer
  readonly offset: number
  readonly facts: Buffer
}

/** Sizes are 32-bit numbers. */
const BYTES_MAX = 0xffffffff
/** Its sizes follow an entry, and names are UTF-8. */
const FLAGS = 0x0808
const VERSION = 20
const DEFLATED = 8
/** 1 January 1980, midnight: the archive is the same each time. */
const DATE = 0x21

/** An archive in PKWARE's format, deflated as it is read. Errors: `LakehouseError` `EXPORT_TOO_LARGE` beyond 4 GB. */
export async function* zip(entries: readonly ZipEntry[]): AsyncGenerator<Uint8Array> {
  const packed: Packed[] = []
  let offset = 0
  for (const entry of entries) {
    const path = Buffer.from(entry.path)
    const header = Buffer.concat([numbers('4', 0x04034b50), common(Buffer.alloc(12), path), path])
    yield header
    const facts = yield* deflated(entry.data)
    packed.push({ path, offset, facts })
    yield Buffer.concat([numbers('4', 0x08074b50), facts])
    offset += header.length + 4 + facts.length + facts.readUInt32LE(4)
    if (offset > BYTES_MAX) throw tooLarge()
  }
  yield directory(packed, offset)
}

/** Gives the checksum and both sizes when it is done. */
async function* deflated(data: ZipEntry['data']): AsyncGenerator<Uint8Array, Buffer> {
  let [checksum, size, deflatedSize] = [0, 0, 0]
  async function* counted() {
    for await (const bytes of data) {
      checksum = crc32(bytes, checksum)
      size += bytes.length
      if (size > BYTES_MAX) throw tooLarge()
      yield bytes
    }
  }
  const deflate = createDeflateRaw({ level: constants.Z_BEST_SPEED })
  // Its error is thrown where the stream is read.
  pipeline(counted(), deflate, () => {})
  for await (const bytes of deflate) {
    deflatedSize += bytes.length
    yield bytes
  }
  return numbers('444', checksum, deflatedSize, size)
}

function directory(packed: readonly Packed[], offset: number): Buffer {
  const entries = packed.map((entry) =>
    Buffer.concat([
      numbers('42', 0x02014b50, VERSION),
      common(entry.facts, entry.path),
      numbers('22244', 0, 0, 0, 0, entry.offset),
      entry.path,
    ]),
  )
  const whole = Buffer.concat(entries)
  const count = packed.length
  const end = numbers('42222442', 0x06054b50, 0, 0, count, count, whole.length, offset, 0)
  return Buffer.concat([whole, end])
}

/** What an entry's own header and its place in the directory have in common. */
function common(facts: Buffer, path: Buffer): Buffer {
  return Buffer.concat([
    numbers('22222', VERSION, FLAGS, DEFLATED, 0, DATE),
    facts,
    numbers('22', path.length, 0),
  ])
}

/** Each in as many bytes as `widths` says, the lowest first. */
function numbers(widths: string, ...values: readonly number[]): Buffer {
  return Buffer.concat(
    values.map((value, i) => {
      const width = Number(widths[i])
      const bytes = Buffer.alloc(width)
      bytes.writeUIntLE(value, 0, width)
      return bytes
    }),
  )
}

const tooLarge = () =>
  new LakehouseError('EXPORT_TOO_LARGE', 'an xlsx file may have 4 GB: choose another format')
