import { GraphQLError } from 'graphql'
import { type Plugin, createYoga } from 'graphql-yoga'
import type { Context } from '../resolvers/context.ts'
import { shownError } from '../resolvers/failure.ts'
import { schema } from '../schema/schema.ts'
import { EXAMPLES, shopFacts } from './examples.ts'

/** What the HTTP server knows of a request before GraphQL does. */
export interface RequestContext {
  readonly requestId: string
  /** Throws `LakehouseError` `NO_PUBLICATION`. */
  readonly context: () => Context
  readonly publication: Publication | undefined
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
  context: ({ context }) => context(),
  plugins: [{ onResultProcess: shown() }],
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

/** Every answer says its publication; errors say what a client may know. */
function shown(): NonNullable<Plugin<Context, RequestContext>['onResultProcess']> {
  return (payload) => {
    const { result, serverContext } = payload
    const { requestId, publication, log } = serverContext
    if (Array.isArray(result) || Symbol.asyncIterator in result) return
    const errors = result.errors?.map((error) => shownError(wrapped(error), requestId, log))
    payload.setResult({
      ...result,
      ...(errors ? { errors } : {}),
      extensions: {
        ...result.extensions,
        ...(publication ? { publication: facts(publication) } : {}),
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
async function tabs({ context, publication }: RequestContext) {
  if (!publication) return []
  const facts = await shopFacts(context().reader)
  return EXAMPLES.map(({ query, variables }) => ({
    query,
    variables: JSON.stringify(variables(facts), null, 2),
  }))
}
