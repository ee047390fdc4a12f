import { GraphQLError, getOperationAST } from 'graphql'
import { type Plugin, createYoga } from 'graphql-yoga'
import type { Reader } from '../lakehouse/serving/reader.ts'
import type { Context } from '../resolvers/context.ts'
import { shownError } from '../resolvers/failure.ts'
import { schema } from '../schema/schema.ts'
import type { Operation } from './as-of.ts'
import { checkedCost } from './cost.ts'
import { EXAMPLES, shopFacts } from './examples.ts'
import type { Limits } from './limits.ts'

/** What comes to be known of a request while it is answered. */
export interface Notes {
  /** Values that the answer may have; undefined until the operation is known. */
  cost: number | undefined
  /** Whether the same question to the same publication has the same answer. */
  isRepeatable: boolean
}

/** What the HTTP server knows of a request before GraphQL does. */
export interface RequestContext {
  readonly requestId: string
  readonly limits: Limits
  /** Why the body was not taken. */
  readonly refusal: GraphQLError | undefined
  /** Chooses the publication. Errors: `LakehouseError` `NO_PUBLICATION`, and those of choosing. */
  readonly context: (operation: Operation) => Promise<Context>
  /** What a request reads that asks for no other. */
  readonly current: Reader | undefined
  readonly notes: Notes
  /** The one that was chosen; before that, the current one. */
  readonly publication: () => Publication | undefined
  readonly log: (error: unknown) => void
}

type Publication = Pick<Context['reader']['publication'], 'publicationId' | 'publishedAt' | 'asOf'>

export const yoga = createYoga<RequestContext, Context>({
  schema,
  graphqlEndpoint: '/graphql',
  landingPage: false,
  // Whatever page a browser shows could otherwise read the shop.
  cors: false,
  multipart: false,
  logging: false,
  // Errors are masked where the request is known: `shown`.
  maskedErrors: false,
  plugins: [bounds(), { onExecute: inContext(), onResultProcess: shown() }],
  // The package holds the whole page: it opens without a network.
  renderGraphiQL: async (options) => {
    const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql')
    // Its panes scroll by themselves; without this the page around them does too.
    return renderGraphiQL(options).replace(
      '</head>',
      '<style>body { height: 100vh; margin: 0; overflow: hidden }</style></head>',
    )
  },
  graphiql: async (_request, served) => ({
    title: 'Lakegate',
    defaultTabs: served ? await tabs(served) : [],
  }),
})

/** Before a document is parsed. */
function bounds(): Plugin<Context & RequestContext, RequestContext> {
  return {
    onRequestParse({ serverContext: { refusal } }) {
      if (refusal) throw refusal
    },
    onParse({ context: { limits }, parseFn, setParseFn }) {
      setParseFn((source, options) => parseFn(source, { ...options, maxTokens: limits.maxTokens }))
    },
  }
}

/** Only now is the operation known, and with it what it costs and the publication that it asks for. */
function inContext(): NonNullable<Plugin<Context & RequestContext>['onExecute']> {
  return async ({ args, context, extendContext }) => {
    context.notes.cost = checkedCost(args, context.limits)
    context.notes.isRepeatable =
      getOperationAST(args.document, args.operationName)?.operation === 'query'
    extendContext(await context.context(args))
  }
}

/** Every answer says its publication; errors say what a client may know. */
function shown(): NonNullable<Plugin<Context, RequestContext>['onResultProcess']> {
  return (payload) => {
    const { result, serverContext } = payload
    const { requestId, log, notes } = serverContext
    const publication = serverContext.publication()
    if (Array.isArray(result) || Symbol.asyncIterator in result) return
    const errors = result.errors?.map((error) => shownError(wrapped(error), requestId, log))
    if (errors) notes.isRepeatable = false
    payload.setResult({
      ...result,
      ...(errors ? { errors } : {}),
      extensions: {
        ...result.extensions,
        ...(publication ? { publication: facts(publication) } : {}),
        ...(notes.cost === undefined ? {} : { cost: notes.cost }),
      },
    })
  }
}

function facts({ publicationId, publishedAt, asOf }: Publication): Publication {
  return { publicationId, publishedAt, asOf }
}

function wrapped(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error
  return new GraphQLError('', {
    originalError: error instanceof Error ? error : new Error(String(error)),
  })
}

/** The playground's own: with ids that the shop has, once it has been published. */
async function tabs({ current }: RequestContext) {
  if (!current) return []
  const shop = await shopFacts(current)
  return EXAMPLES.map(({ query, variables }) => ({
    query,
    variables: JSON.stringify(variables(shop), null, 2),
  }))
}
