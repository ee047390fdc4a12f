import type { IncomingMessage } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { badInput, refusal } from '../../resolvers/refusal.ts'

export type Packing = 'identity' | 'gzip'

/**
 * A request's body without gzip, as it comes: what is not taken is not unpacked.
 *
 * The request stays readable, so that it can be answered. Errors: `PAYLOAD_TOO_LARGE` for more than `maxBytes` unpacked;
 * `BAD_USER_INPUT` for what is no gzip.
 */
export async function* unpacked(
  request: IncomingMessage,
  packing: Packing,
  maxBytes: number,
): AsyncGenerator<Buffer> {
  const length = Number(request.headers['content-length'] ?? 0)
  if (packing === 'identity' && length > maxBytes) throw tooLarge(maxBytes)
  let size = 0
  for await (const chunk of packing === 'gzip' ? gunzipped(request) : stored(request)) {
    size += chunk.length
    if (size > maxBytes) throw tooLarge(maxBytes)
    yield chunk
  }
}

const tooLarge = (maxBytes: number) =>
  refusal(
    'PAYLOAD_TOO_LARGE',
    `a body may have ${maxBytes} bytes, unpacked; none of it is acknowledged: send it in parts, an event id counts once`,
  )

/** Whoever stops in the middle does not end the connection. */
async function* stored(request: IncomingMessage): AsyncGenerator<Buffer> {
  for await (const chunk of request.iterator({ destroyOnReturn: false }))
    if (Buffer.isBuffer(chunk)) yield chunk
}

async function* gunzipped(request: IncomingMessage): AsyncGenerator<Buffer> {
  const gunzip = createGunzip()
  // Its failure is the reader's too.
  const feeding = pipeline(stored(request), gunzip).catch(() => {})
  try {
    for await (const chunk of gunzip) if (Buffer.isBuffer(chunk)) yield chunk
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      throw badInput(`the body is no gzip, or not whole: ${error.message}`)
    throw error
  } finally {
    gunzip.destroy()
    await feeding
  }
}
