import { randomUUID } from 'node:crypto'
import { type IncomingMessage, ServerResponse } from 'node:http'
import { type ExecutionArgs, type ExecutionResult, GraphQLError, parse } from 'graphql'
import { type Context, type Server, makeServer } from 'graphql-ws'
import type { GraphQLParams } from 'graphql-yoga'
import { schema } from '../../schema/schema.ts'
import { admitted } from '../callers/admission.ts'
import type { Caller } from '../callers/caller.ts'
import type { RouteOptions, Routing } from '../route.ts'
import { tell } from '../serve.ts'
import type { Connection } from './connection.ts'
import { shownFields } from './frames.ts'
import { endedBy } from './groups.ts'
import { givenOf, operate } from './operation.ts'
import { readParams } from './params.ts'
import { closeSocket, openWsOutlet } from './ws-outlet.ts'

/** What the other side says first. */
type Params = Record<string, unknown>

/** As graphql-ws closes who may not connect. */
const FORBIDDEN = 4403

/** What an operation gave, where graphql-ws expects what is still to be executed. */
class Given {
  readonly value: ExecutionResult | AsyncIterable<never>

  constructor(value: Given['value']) {
    this.value = value
  }
}

/** It asks which kind an operation is, and nothing else of it. */
const SUBSCRIPTION = parse('subscription { told }')
const QUESTION = parse('{ answered }')

/** graphql-transport-ws, on the ways of every other question. */
export function openProtocol(routing: Routing, options: RouteOptions): Server<Connection> {
  const { log } = options

  /** Asked anew for each operation: a key may have been revoked since. */
  function callerOf({ request }: Connection, params: Params | undefined): Promise<Caller> {
    const authorization = authorizationOf(request, params)
    const exchange = { request, response: new ServerResponse(request) }
    return admitted(exchange, routing, { authorization })
  }

  async function begun(
    { extra, connectionParams }: Context<Params, Connection>,
    id: string,
    params: GraphQLParams,
  ) {
    const { request, rights } = extra
    const requestId = randomUUID()
    const started = performance.now()
    const caller = await callerOf(extra, connectionParams)
    const left = AbortSignal.any([extra.left])
    const asked = { request, requestId, caller, rights, params, left, method: 'POST' } as const
    const { result, subscription, notes } = await operate(asked, routing, options)
    const seen = { ...givenOf(notes), caller }
    tell(
      seen,
      { requestId, path: '/graphql', ms: performance.now() - started },
      { ...routing, ...options },
    )
    if (!subscription) return result
    const outlet = openWsOutlet(extra, id)
    const authorization = authorizationOf(request, connectionParams)
    // What was missed may take long to tell: the other side may leave in the middle of it.
    routing.live
      .subscribe({ subscription, requestId, authorization, outlet })
      .then(outlet.start)
      .catch((error: unknown) => outlet.end(endedBy(error, log)))
    return outlet
  }

  return makeServer<Params, Connection>({
    async onConnect({ extra, connectionParams }) {
      try {
        await callerOf(extra, connectionParams)
        return true
      } catch (error) {
        const { message, extensions } = endedBy(error, log)
        closeSocket(extra.socket, FORBIDDEN, `${String(extensions['code'])}: ${message}`)
        return false
      }
    },
    async onSubscribe(opened, id, payload) {
      try {
        const given = await begun(opened, id, readParams(payload))
        if ('errors' in given && given.errors && !given.data) return given.errors
        const document = Symbol.asyncIterator in given ? SUBSCRIPTION : QUESTION
        return { schema, document, contextValue: new Given(given) }
      } catch (error) {
        return [endedBy(error, log)]
      }
    },
    execute: givenFor,
    subscribe: givenFor,
    onNext: (...[, , , , { data, errors, extensions }]) =>
      errors && {
        data: data ?? null,
        errors: errors.map(shownFields),
        extensions: extensions ?? {},
      },
    onError: (...[, , , errors]) =>
      errors.map((error) => shownFields(error.cause instanceof GraphQLError ? error.cause : error)),
  })
}

function givenFor({ contextValue }: ExecutionArgs): Given['value'] {
  if (contextValue instanceof Given) return contextValue.value
  throw new Error('an operation was not begun')
}

/** Browsers cannot send headers with a WebSocket. */
function authorizationOf(
  { headers }: IncomingMessage,
  params: Params | undefined,
): string | undefined {
  const said = params?.['authorization'] ?? params?.['Authorization']
  return typeof said === 'string' ? said : headers.authorization
}
