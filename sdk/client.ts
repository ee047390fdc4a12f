import { type TypedDocument, factsOf } from './document.ts'
import { type CallOptions, type ClientOptions, exchange } from './exchange.ts'
import { type Page, pagesOf } from './pages.ts'
import type { Answer } from './response.ts'
import { type SubscribeOptions, subscribed } from './subscribe.ts'

/** Variables may be left out where none is required. */
type Asked<Variables> =
  Record<string, never> extends Variables
    ? [variables?: Variables, options?: CallOptions]
    : [variables: Variables, options?: CallOptions]

type Subscribed<Variables> =
  Record<string, never> extends Variables
    ? [variables?: Variables, options?: SubscribeOptions]
    : [variables: Variables, options?: SubscribeOptions]

export interface PageOptions<Data, Connection> extends CallOptions {
  /** Where the pages are in an answer: `(data) => data.customers`; no more follow null. */
  readonly connection: (data: Data) => Connection | null
}

/** Errors of every call: `LakegateError`; the reason of `signal` when that is aborted. */
export interface Client {
  /** The answer's data, typed and decoded. */
  readonly query: <Data, Variables>(
    document: TypedDocument<Data, Variables>,
    ...asked: Asked<Variables>
  ) => Promise<Data>
  /** The same, with the publication that it was read from. */
  readonly answer: <Data, Variables>(
    document: TypedDocument<Data, Variables>,
    ...asked: Asked<Variables>
  ) => Promise<Answer<Data>>
  /** Page after page of a connection, by the document's `$after`; all are of one publication. */
  readonly pages: <
    Data,
    Variables extends { after?: string | null | undefined },
    Connection extends Page,
  >(
    document: TypedDocument<Data, Variables>,
    variables: NoInfer<Variables>,
    options: PageOptions<NoInfer<Data>, Connection>,
  ) => AsyncGenerator<Connection>
  /**
   * What a subscription tells, typed and decoded, each as it comes; it connects again by itself.
   *
   * Nothing is missed or told twice over a new connection where the document selects `cursor` and takes `$after`.
   */
  readonly subscribe: <Data, Variables>(
    document: TypedDocument<Data, Variables>,
    ...asked: Subscribed<Variables>
  ) => AsyncGenerator<Data, void>
}

/** Asks one gateway; holds nothing open but subscriptions that are iterated. */
export function createClient(options: ClientOptions): Client {
  const ask = <Data>(
    document: TypedDocument<Data, never>,
    variables: unknown = {},
    call: CallOptions = {},
  ): Promise<Answer<Data>> =>
    exchange(options, { document, facts: factsOf(document), variables }, call)

  return {
    query: async (document, ...asked) => (await ask(document, ...asked)).data,
    answer: (document, ...asked) => ask(document, ...asked),
    subscribe: <Data>(
      document: TypedDocument<Data, never>,
      variables: unknown = {},
      call: SubscribeOptions = {},
    ) => subscribed<Data>(options, { document, facts: factsOf(document), variables }, call),
    pages: (document, variables, { connection, ...call }) =>
      pagesOf(
        ({ after = variables.after, asOf = call.asOf }) =>
          ask(document, { ...variables, after }, { ...call, asOf }),
        connection,
      ),
  }
}
