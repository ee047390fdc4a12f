import { once } from 'node:events'
import { type Socket, connect, createServer } from 'node:net'
import type { Gateway } from '../../gateway/gateway.ts'

/** A network between a client and a gateway. */
export interface Wire extends AsyncDisposable, Pick<Gateway, 'url'> {
  /** How often somebody connected. */
  readonly connections: () => number
  /** Breaks what is open, and says so. */
  readonly break: () => void
  /** Breaks what is open, and the client hears nothing of it. */
  readonly hush: () => void
}

export async function wireTo({ url }: Pick<Gateway, 'url'>): Promise<Wire> {
  const { hostname, port } = new URL(url)
  /** The client's end of each, and the gateway's. */
  const open = new Map<Socket, Socket>()
  let connections = 0
  const server = createServer((near) => {
    connections += 1
    const far = connect(Number(port), hostname)
    near.pipe(far).pipe(near)
    open.set(near, far)
    far.on('error', () => {})
    near.on('error', () => {})
    near.once('close', () => far.destroy())
    far.once('close', () => open.delete(near) && near.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port: own } = Object(server.address())
  const hushed: Socket[] = []
  const breakAll = () => [...open.keys(), ...hushed].forEach((near) => near.resetAndDestroy())
  return {
    url: `http://127.0.0.1:${own}`,
    connections: () => connections,
    break: breakAll,
    hush() {
      for (const [near, far] of open) {
        hushed.push(near)
        open.delete(near)
        far.unpipe(near).destroy()
        near.unpipe(far).resume()
      }
    },
    async [Symbol.asyncDispose]() {
      breakAll()
      server.close()
      await once(server, 'close')
    },
  }
}
