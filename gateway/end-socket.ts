import type { Duplex } from 'node:stream'

/** How long the rest of what was refused is read. */
const REST_MS = 1000

/** Ends a connection that is no HTTP server's any more, with its last bytes if there are some, whether or not the other side does. */
export function endSocket(socket: Duplex, last?: string): void {
  socket.end(last)
  // A connection that is closed over what still comes loses what was said with it.
  const late = setTimeout(() => socket.destroy(), REST_MS)
  socket.once('close', () => clearTimeout(late)).resume()
}
