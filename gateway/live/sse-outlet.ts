import type { ServerResponse } from 'node:http'
import type { GraphQLError } from 'graphql'
import { endFrames, resultPayload } from './frames.ts'
import type { Outlet } from './outlet.ts'

/** A response that stays open. */
export interface SseOutlet extends Outlet {
  /** Sends the headers, so that the other side knows that it is told from now on. */
  readonly start: () => void
  /** A result, and the end. */
  readonly endWith: (payload: string) => void
}

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-store, no-transform',
  // A proxy would keep events until it had some thousand bytes of them.
  'x-accel-buffering': 'no',
  connection: 'close',
}

/** How soon a browser's own client comes back. */
const RETRY = 'retry: 2000\n\n'
const HEARTBEAT_MS = 15_000
/** How long the last word may take. */
const GRACE_MS = 2000

export function openSseOutlet(response: ServerResponse): SseOutlet {
  // Between the end of a connection and its being told, what is written fails.
  response.on('error', () => {})

  function start(): void {
    if (response.headersSent || response.destroyed) return
    // The end of the connection ends it: each event would be cut into chunks of its own.
    response.removeHeader('transfer-encoding')
    response.writeHead(200, HEADERS)
    response.write(RETRY)
    keepBeating(response)
  }

  function endWith(payload?: string): void {
    start()
    if (response.writableEnded) return
    response.end(endFrames(payload))
    const late = setTimeout(() => response.destroy(), GRACE_MS).unref()
    response.once('close', () => clearTimeout(late))
  }

  return {
    start,
    send(frames) {
      start()
      response.write(frames.sse())
    },
    end: (error?: GraphQLError) => endWith(error && resultPayload({ errors: [error] })),
    endWith,
    drop: () => void response.destroy(),
    unsentBytes: () => response.writableLength,
    onLeft(leave) {
      if (response.destroyed) leave()
      else response.once('close', leave)
    },
  }
}

const beating = new Set<ServerResponse>()
let beat: NodeJS.Timeout | undefined

/** Proxies end connections on which nothing comes. */
function keepBeating(response: ServerResponse): void {
  beating.add(response)
  beat ??= setInterval(() => {
    for (const each of beating)
      if (each.writableLength === 0 && !each.writableEnded) each.write(':\n\n')
  }, HEARTBEAT_MS).unref()
  response.once('close', () => {
    beating.delete(response)
    if (beating.size > 0) return
    clearInterval(beat)
    beat = undefined
  })
}
