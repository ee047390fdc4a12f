import { setTimeout as delay } from 'node:timers/promises'
import type { Gateway } from '../../../gateway/gateway.ts'
import { type ClientOptions, type TypedDocument, createClient } from '../../../sdk/index.ts'

/** What a subscriber heard so far. */
export interface Heard<Data> {
  readonly all: Data[]
  /** Resolves when it has heard so many. */
  readonly until: (count: number) => Promise<Data[]>
  /** Breaks the connection that it has, as a network does. */
  readonly breakConnection: () => void
  /** How often it connected. */
  readonly connections: () => number
  readonly stop: () => Promise<void>
  /** Why it ended; undefined while it has not. */
  readonly failure: () => unknown
}

const WAIT_MS = 10_000

/** Subscribes through the client; resolves once everything that comes is heard. */
export async function hear<Data, Variables>(
  gateway: Pick<Gateway, 'url'>,
  document: TypedDocument<Data, Variables>,
  { variables, ...options }: Partial<ClientOptions> & { readonly variables: Variables },
): Promise<Heard<Data>> {
  const all: Data[] = []
  const opened = Promise.withResolvers<void>()
  let breaking = new AbortController()
  let connections = 0
  let failure: unknown
  const leaving = new AbortController()
  const client = createClient({
    url: `${gateway.url}/graphql`,
    retries: 0,
    ...options,
    async fetch(address, request) {
      breaking = new AbortController()
      const signal = AbortSignal.any([breaking.signal, request!.signal!])
      const response = await fetch(address, { ...request, signal })
      connections += 1
      if (response.ok) opened.resolve()
      return response
    },
  })
  const told = client.subscribe(document, variables, { signal: leaving.signal })
  const hearing = (async () => {
    for await (const data of told) all.push(data)
  })().catch((error: unknown) => {
    failure = error
    opened.resolve()
  })
  await opened.promise
  return {
    all,
    async until(count) {
      const end = performance.now() + WAIT_MS
      while (all.length < count && performance.now() < end) await delay(5)
      return all
    },
    breakConnection: () => breaking.abort(new Error('the network broke')),
    connections: () => connections,
    async stop() {
      leaving.abort()
      await hearing
    },
    failure: () => failure,
  }
}

/** Waits until it is so, at most ten seconds; gives whether it is. */
export async function soon(isSo: () => boolean | Promise<boolean>): Promise<boolean> {
  const end = performance.now() + WAIT_MS
  while (performance.now() < end) {
    if (await isSo()) return true
    await delay(10)
  }
  return false
}

/** A figure of /metrics; its labels' sum. */
export async function figure({ url }: Pick<Gateway, 'url'>, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return [...text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'gm'))].reduce(
    (sum, [, value]) => sum + Number(value),
    0,
  )
}
