import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { LakehouseError } from '../lakehouse/errors.ts'
import type { Lease, Serving } from '../lakehouse/serving/serving.ts'
import { type Context, type Scope, createContext } from '../resolvers/context.ts'
import { yoga } from './yoga.ts'

export interface RequestOptions {
  /** A query that takes longer is stopped. */
  readonly timeoutMs: number
  readonly log: (line: string) => void
}

/** Until there are callers, whoever reaches the address may do all. */
const LOCAL_CALLER: ReadonlySet<Scope> = new Set<Scope>([
  'read',
  'pii',
  'export',
  'ingest',
  'operator',
])

/** Answers one request from one publication, which it holds until the response is closed. */
export async function answer(
  { request, response }: { request: IncomingMessage; response: ServerResponse },
  serving: Serving,
  { timeoutMs, log }: RequestOptions,
): Promise<void> {
  const requestId = randomUUID()
  const lease = leaseOf(serving)
  const left = new AbortController()
  response.once('close', () => {
    left.abort()
    lease?.[Symbol.dispose]()
  })
  const endsAt = performance.now() + timeoutMs
  const context = (): Context => {
    if (!lease) throw new LakehouseError('NO_PUBLICATION', 'nothing has been published yet')
    return createContext({
      reader: {
        publication: lease.publication,
        rows: async (statement) => {
          const deadlineMs = endsAt - performance.now()
          if (deadlineMs <= 0)
            throw new LakehouseError('QUERY_TIMEOUT', `not done within ${timeoutMs} ms`)
          return await lease.rows(statement, { signal: left.signal, deadlineMs })
        },
      },
      scopes: LOCAL_CALLER,
      isCurrent: () => serving.current()?.publicationId === lease.publication.publicationId,
    })
  }
  await yoga(request, response, {
    requestId,
    context,
    publication: lease?.publication,
    log: (error) => log(`request ${requestId}: ${traceOf(error)}`),
  })
}

function leaseOf(serving: Serving): Lease | undefined {
  return serving.current() ? serving.lease() : undefined
}

function traceOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
