import { hash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startChild } from '../child.ts'
import { urlOf } from '../first-answer.ts'
import { dataOf, get, query } from '../http.ts'
import type { Question } from '../questions.ts'
import type { Peer } from './peer.ts'

/** The gateway in three ways. */
export const UNCACHED = 'Lakegate'
export const KEPT = 'kept, POST'
export const PERSISTED = 'kept, persisted GET'

interface Gateway extends AsyncDisposable {
  readonly pid: number
  readonly url: string
}

/** A gateway of its own process, on a free port. */
export async function startGateway(
  lake: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Gateway> {
  const argv = ['cli.ts', 'serve', '--json', '--port', '0', '--lake', lake]
  // None of those who are asked writes a line a request.
  const quiet = { LAKEGATE_LOG_LEVEL: 'error', ...environment }
  const child = startChild(process.execPath, argv, { environment: quiet })
  return {
    pid: child.pid,
    url: await urlOf(child.stdout),
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  }
}

/** Every answer is made anew: none is kept, and no two questions under way are equal. */
export async function startUncached(lake: string): Promise<Peer & { readonly url: string }> {
  const gateway = await startGateway(lake, {
    LAKEGATE_SERVING_CACHE_BYTES: '0',
    LAKEGATE_QUERY_TIMEOUT_SECONDS: '60',
  })
  const { url } = gateway
  let asked = 0
  const asking = ({ query: document }: Question) => {
    return () => query(`${url}/graphql?n=${(asked += 1)}`, document)
  }
  return { ...peerOf(UNCACHED, gateway, asking), url }
}

/** Answers are kept; questions come as documents. */
export async function startKeeping(lake: string): Promise<Peer> {
  const gateway = await startGateway(lake)
  const asking = ({ query: document }: Question) => {
    return () => query(`${gateway.url}/graphql`, document)
  }
  return peerOf(KEPT, gateway, asking)
}

/** Answers are kept; questions come as the hash of a document that the gateway knows. */
export async function startPersisted(
  lake: string,
  { questions, folder }: { readonly questions: readonly Question[]; readonly folder: string },
): Promise<Peer> {
  const file = join(folder, 'persisted.json')
  const documents = questions.map(({ query: document }) => [hash('sha256', document), document])
  await writeFile(file, JSON.stringify(Object.fromEntries(documents)))
  const gateway = await startGateway(lake, { LAKEGATE_GRAPHQL_PERSISTED: file })
  const asking = ({ query: document }: Question) => {
    const persistedQuery = { version: 1, sha256Hash: hash('sha256', document) }
    const extensions = encodeURIComponent(JSON.stringify({ persistedQuery }))
    return async () => dataOf(await get(`${gateway.url}/graphql?extensions=${extensions}`))
  }
  return peerOf(PERSISTED, gateway, asking)
}

function peerOf(name: string, gateway: Gateway, asking: Peer['asking']): Peer {
  return {
    name,
    pids: [gateway.pid],
    asking,
    [Symbol.asyncDispose]: () => gateway[Symbol.asyncDispose](),
  }
}
