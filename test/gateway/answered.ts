import { connect } from 'node:net'

/** What came back, whatever was sent. */
export interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly tookMs: number
}

/** Bytes as they are sent, and what the sender does then. */
export interface Sent {
  readonly parts: readonly Buffer[]
  /** `wait`: for the answer; `cut`: it says that nothing more comes; `leave`: it is gone. */
  readonly ending: 'wait' | 'cut' | 'leave'
}

/** Sends bytes over a connection of their own; undefined when no whole answer came within that time. */
export async function answered(
  { hostname, port }: URL,
  { parts, ending }: Sent,
  withinMs: number,
): Promise<Answered | undefined> {
  const startedAt = performance.now()
  const { promise: done, resolve } = Promise.withResolvers<void>()
  let received = Buffer.alloc(0)
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
  const late = setTimeout(resolve, withinMs)
  socket
    .on('error', () => resolve())
    .on('end', resolve)
    .on('close', () => resolve())
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk])
    if (read(received)?.isWhole) resolve()
  })
  for (const part of parts) socket.write(part)
  if (ending === 'cut') socket.end()
  if (ending === 'leave') socket.destroySoon()
  await done
  clearTimeout(late)
  socket.destroy()
  const answer = read(received)
  return answer && { ...answer, tookMs: performance.now() - startedAt }
}

const HEAD_END = '\r\n\r\n'
/** Told before the answer to who asks whether to go on. */
const GO_ON = /^HTTP\/1\.1 100 [^\r]*\r\n\r\n/

function read(received: Buffer) {
  const goOn = GO_ON.exec(received.toString('latin1', 0, 100))?.[0].length ?? 0
  const bytes = received.subarray(goOn)
  const end = bytes.indexOf(HEAD_END)
  if (end < 0) return undefined
  const [first = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
  const rest = bytes.subarray(end + HEAD_END.length)
  const isChunked = headers['transfer-encoding'] === 'chunked'
  const length = headers['content-length']
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1]),
    headers,
    body: (isChunked ? unchunked(rest) : rest).toString(),
    isWhole: isChunked
      ? rest.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK)
      : length !== undefined && rest.length >= Number(length),
  }
}

const LAST_CHUNK = Buffer.from('0\r\n\r\n')

function unchunked(bytes: Buffer): Buffer {
  const chunks: Buffer[] = []
  let at = 0
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', at)
    const size = lineEnd < 0 ? 0 : Number.parseInt(bytes.toString('latin1', at, lineEnd), 16)
    if (!(size > 0)) return Buffer.concat(chunks)
    chunks.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size))
    at = lineEnd + 2 + size + 2
  }
}
