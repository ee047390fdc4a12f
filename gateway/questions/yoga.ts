import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  type OperationDefinitionNode,
  OperationTypeNode,
  getOperationAST,
} from 'graphql'
import { type Plugin, createYoga } from 'graphql-yoga'
import { LRUCache } from 'lru-cache'
import type { ServedPublication } from '../../lakehouse/serving/publication.ts'
import type { Context } from '../../resolvers/context.ts'
import { shownError } from '../../resolvers/failure.ts'
import { badInput } from '../../resolvers/refusal.ts'
import { schema } from '../../schema/schema.ts'
import type { Operation } from './as-of.ts'
import { checkedCost } from './cost.ts'
import type { ShopFacts } from './examples.ts'
import type { Executed } from './execution.ts'
import { checkIntrospection, withoutSuggestion } from './introspection.ts'
import type { Limits } from './limits.ts'
import { type Documents, documentOf } from './persisted.ts'
import { playgroundPage, playgroundTabs } from './playground.ts'
import { checkRepeats } from './repeats.ts'

/** What comes to be known of a request while it is answered. */
export interface Notes {
  /** The operation's name, or nothing. */
  operation: string
  /** `OK`, or the first error's. */
  code: string
  /** Values that the answer may have; undefined until the operation is known. */
  cost: number | undefined
  /** What the answer was made from; undefined when nothing was executed. */
  executed: Omit<Executed, 'result'> | undefined
  /** The current publication; undefined before the first, and once another one could not be read. */
  publication: ServedPublication | undefined
}

/** What callers may do beside asking. */
export interface Rights {
  readonly playground: boolean
  readonly introspection: boolean
  /** Whether any document may be asked, or only those that are persisted. */
  readonly anyDocument: boolean
}

/** What the HTTP server knows of a request before GraphQL does. */
export interface ServerContext {
  readonly requestId: string
  readonly limits: Limits
  readonly rights: Rights
  readonly documents: Documents
  /** Chooses the publication, and runs the operation on it. Errors: those of choosing. */
  readonly execute: (
    operation: Operation,
    isQuery: boolean,
    run: (context: Context) => Promise<ExecutionResult>,
  ) => Promise<Executed>
  /** Finds out what a subscription follows; undefined where it could not be told of anything. */
  readonly follow: ((args: ExecutionArgs) => Promise<void>) | undefined
  /** What the playground's examples ask for; undefined before the first publication. */
  readonly facts: () => Promise<ShopFacts | undefined>
  readonly notes: Notes
  readonly log: (error: unknown) => void
}

/** Documents whose parsed form is kept: it is many times as large as its text. */
const PARSED_MAX = 1000
const PARSED_TEXT_MAX = 200_000

const parsed = <T extends object>() =>
  new LRUCache<string, T>({
    max: PARSED_MAX,
    maxSize: PARSED_TEXT_MAX,
    sizeCalculation: (_, text) => text.length + 1,
  })

export const yoga = createYoga<ServerContext>({
  schema,
  graphqlEndpoint: '/graphql',
  landingPage: false,
  // Which pages may ask is decided where the request comes in.
  cors: false,
  multipart: false,
  logging: false,
  // Errors are masked where the request is known: `shown`.
  maskedErrors: false,
  parserAndValidationCache: {
    documentCache: parsed<DocumentNode>(),
    errorCache: parsed<Error>(),
    validationCache: true,
  },
  plugins: [
    bounds(),
    { onExecute: executed(), onSubscribe: subscribed(), onResultProcess: shown() },
  ],
  renderGraphiQL: playgroundPage,
  graphiql: async (_request, context) =>
    context?.rights.playground
      ? { title: 'Lakegate', defaultTabs: playgroundTabs(await context.facts()) }
      : false,
})

/** Before a document is parsed. */
function bounds(): Plugin<ServerContext, ServerContext> {
  return {
    onParams({ params, setParams, context: { documents, rights } }) {
      const query = documentOf(params, documents, rights.anyDocument)
      if (query !== undefined) setParams({ ...params, query })
    },
    onParse({ context: { limits }, parseFn, setParseFn }) {
      setParseFn((source, options) => {
        const document = parseFn(source, { ...options, maxTokens: limits.maxTokens })
        checkRepeats(document)
        return document
      })
    },
  }
}

/** Only now is the operation known, and with it what it costs and the publication that it asks for. */
function executed(): NonNullable<Plugin<ServerContext>['onExecute']> {
  return ({ args, context, executeFn, setExecuteFn }) => {
    const { notes } = context
    const operation = checked(args, context)
    setExecuteFn(async () => {
      // An error on the way to a publication is of none.
      notes.publication = undefined
      const { result, ...known } = await context.execute(
        args,
        operation?.operation === OperationTypeNode.QUERY,
        async (contextValue) => executeFn({ ...args, contextValue }),
      )
      notes.executed = known
      notes.publication = known.publication
      return result
    })
  }
}

/** Nothing is told yet: whoever asked holds the way on which it will be. */
function subscribed(): NonNullable<Plugin<ServerContext>['onSubscribe']> {
  return ({ args, context, setSubscribeFn }) => {
    checked(args, context)
    setSubscribeFn(async () => {
      if (!context.follow) throw badInput(NOT_HERE)
      await context.follow(args)
      return { data: null }
    })
  }
}

const NOT_HERE =
  'a subscription is answered as text/event-stream, which the Accept header must name, or over a WebSocket of graphql-transport-ws'

/** Errors: `COST_LIMIT`, `FORBIDDEN` for introspection. */
function checked(
  args: ExecutionArgs,
  { notes, limits, rights }: ServerContext,
): OperationDefinitionNode | null | undefined {
  const operation = getOperationAST(args.document, args.operationName)
  notes.operation = operation?.name?.value ?? ''
  notes.cost = checkedCost(args, limits)
  if (!rights.introspection) checkIntrospection(args.document)
  return operation
}

/** Every answer says its publication; errors say what a client may know. */
function shown(): NonNullable<Plugin<object, ServerContext>['onResultProcess']> {
  return (payload) => {
    const { result, serverContext } = payload
    if (Array.isArray(result) || Symbol.asyncIterator in result) return
    payload.setResult(shownResult(result, serverContext))
  }
}

/** A result as its caller may see it. */
export function shownResult(
  result: ExecutionResult,
  { requestId, log, notes, rights }: ServerContext,
): ExecutionResult {
  const errors = result.errors
    ?.map((error) => shownError(wrapped(error), requestId, log))
    .map((error) => (rights.introspection ? error : withoutSuggestion(error)))
  const { publication, cost } = notes
  const code = errors?.[0]?.extensions['code']
  notes.code = typeof code === 'string' ? code : 'OK'
  return {
    ...result,
    ...(errors ? { errors } : {}),
    extensions: {
      ...result.extensions,
      ...(publication ? { publication: facts(publication) } : {}),
      ...(cost === undefined ? {} : { cost }),
    },
  }
}

function facts({ publicationId, publishedAt, asOf }: ServedPublication) {
  return { publicationId, publishedAt, asOf }
}

function wrapped(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error
  return new GraphQLError('', {
    originalError: error instanceof Error ? error : new Error(String(error)),
  })
}
