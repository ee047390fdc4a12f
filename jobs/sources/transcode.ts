import { createReadStream, createWriteStream } from 'node:fs'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { ENCODING_LABELS } from './dialect.ts'
import type { Encoding } from './dialect.ts'

export interface Stored {
  readonly absolute: string
  readonly isCompressed: boolean
  readonly encoding: Encoding
}

/** Copies a file to another one as plain UTF-8: the engine does not know every encoding that shops use. */
export async function transcode(
  { absolute, isCompressed, encoding }: Stored,
  to: string,
): Promise<void> {
  await pipeline(
    createReadStream(absolute),
    isCompressed ? createGunzip() : new PassThrough(),
    async function* decode(chunks: AsyncIterable<Buffer>) {
      const decoder = new TextDecoder(ENCODING_LABELS[encoding])
      for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true })
      yield decoder.decode()
    },
    createWriteStream(to),
  )
}
