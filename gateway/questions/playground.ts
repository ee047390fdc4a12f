import type { GraphiQLOptions } from 'graphql-yoga'
import { EXAMPLES, type ShopFacts } from './examples.ts'

/** What it opens with: questions with ids that the shop has, once it has been published. */
export function playgroundTabs(facts: ShopFacts | undefined) {
  if (!facts) return []
  return EXAMPLES.map(({ query, variables }) => ({
    query,
    // They stand inside of a script, which an id of the shop could end.
    variables: JSON.stringify(variables(facts), null, 2).replaceAll('<', '\\u003c'),
  }))
}

/** Of nine megabytes, most of which is always the same: the last one is kept. */
let last: { readonly key: string; readonly page: string } | undefined

/** The package holds the whole page: it opens without a network. */
export async function playgroundPage(options?: GraphiQLOptions): Promise<string> {
  const key = JSON.stringify(options)
  if (last?.key === key) return last.page
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql')
  // Its panes scroll by themselves; without this the page around them does too.
  const page = renderGraphiQL(options).replace(
    '</head>',
    '<style>body { height: 100vh; margin: 0; overflow: hidden }</style></head>',
  )
  last = { key, page }
  return page
}
