// A process that gives back the bytes that it was given: PUT them at a path, GET them there.
import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'

const held = new Map<string | undefined, Buffer>()

const server = createServer((request, response) => {
  if (request.method === 'PUT')
    void buffer(request).then((body) => {
      held.set(request.url, body)
      response.writeHead(200, { 'content-length': 4 }).end('null')
    })
  else {
    const body = held.get(request.url)
    const headers = { 'content-type': 'application/json', 'content-length': body?.length ?? 0 }
    response.writeHead(body ? 200 : 404, headers).end(body)
  }
})
server.listen(0, '127.0.0.1', () => {
  const { port } = z.object({ port: z.number() }).parse(server.address())
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}` })}\n`)
})
