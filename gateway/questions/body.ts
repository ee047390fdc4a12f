import type { IncomingMessage } from 'node:http'
import { refusal } from '../../resolvers/refusal.ts'

/**
 * The body of a request, whole; what does not come in time is ended by the server.
 *
 * Errors: `PAYLOAD_TOO_LARGE` for more than `maxBytes`; the rest of it is read and forgotten.
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue
    size += chunk.length
    if (size <= maxBytes) chunks.push(chunk)
    else chunks.length = 0
  }
  if (size <= maxBytes) return Buffer.concat(chunks)
  throw refusal('PAYLOAD_TOO_LARGE', `a request may have ${maxBytes} bytes, not ${size}`)
}
