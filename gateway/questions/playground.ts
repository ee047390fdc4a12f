import type { GraphiQLOptions } from 'graphql-yoga'
import { EXAMPLES, type ShopFacts } from './examples.ts'
import { pageFetcher } from './page-fetcher.ts'

/**
 * What it opens with: questions with ids that the shop has, once it has been published.
 *
 * `facts` are undefined before that, and for who has not said who it is. Of no tabs at all the page makes nothing, not even itself.
 */
export function playgroundTabs(facts: ShopFacts | undefined) {
  if (!facts) return [{ query: WELCOME, variables: '{}' }]
  return EXAMPLES.map(({ query, variables }) => ({
    query,
    // They stand inside of a script, which an id of the shop could end.
    variables: JSON.stringify(variables(facts), null, 2).replaceAll('<', '\\u003c'),
  }))
}

const WELCOME = `# Welcome to Lakegate. Ctrl-Enter runs the query.
# A key goes into the tab Headers, below:
# { "authorization": "Bearer lgk_…" }
query Current {
  publication { publishedAt asOf }
}`

/**
 * Its panes scroll by themselves; without this the page around them does too. A tab keeps the place
 * that it was animated to, and moves there when it is pressed, away from the click.
 */
const STYLE =
  'body { height: 100vh; margin: 0; overflow: hidden } .graphiql-tab { transform: none !important }'

const FETCHER = `(${String(pageFetcher)})(location.origin + location.pathname)`
/** Stands in the options, which are JSON, for what is no JSON. */
const ITS_PLACE = '%fetcher%'

/** Of nine megabytes, most of which is always the same: the last one is kept. */
let last: { readonly key: string; readonly page: string } | undefined

/** The package holds the whole page: it opens without a network. */
export async function playgroundPage(options?: GraphiQLOptions): Promise<string> {
  const key = JSON.stringify(options)
  if (last?.key === key) return last.page
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql')
  const asked = { ...options, fetcher: ITS_PLACE }
  const page = renderGraphiQL(asked)
    .replace('</head>', () => `<style>${STYLE}</style></head>`)
    .replace(`"${ITS_PLACE}"`, () => FETCHER)
  last = { key, page }
  return page
}
