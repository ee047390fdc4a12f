import { once } from 'node:events'
import { type Socket, connect } from 'node:net'
import type { Gateway } from '../../../gateway/gateway.ts'

/** A connection on which a subscription was asked for, as bytes; it reads only when told to. */
export async function subscribeRaw({ url }: Pick<Gateway, 'url'>, query: string): Promise<Socket> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  await once(socket, 'connect')
  const body = JSON.stringify({ query })
  socket.write(
    [
      'POST /graphql HTTP/1.1',
      'host: 127.0.0.1',
      'accept: text/event-stream',
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  )
  // The headers say that it is told from now on.
  await once(socket, 'readable')
  return socket
}
