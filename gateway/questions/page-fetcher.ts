import type { DocumentNode } from 'graphql'

/** What the playground asks. */
export interface PageQuestion {
  readonly query: string
  readonly operationName?: string | undefined
  readonly variables?: object | undefined
}

export interface PageFetcherOptions {
  /** Of the page's tab; none while it reads the schema. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** The question parsed, if it can be. */
  readonly documentAST?: DocumentNode | undefined
}

/** Whoever is told what a subscription tells. */
export interface PageObserver {
  readonly next: (answer: unknown) => void
  readonly complete: () => void
}

/**
 * How the playground asks the gateway at `address`: questions by POST, subscriptions over a WebSocket of their own.
 *
 * A browser opens six connections to a host at once, over all its pages, but WebSockets are not among
 * them: with streams of events the seventh page would not even open. Its text stands in the page, so
 * it uses nothing from around it.
 */
export function pageFetcher(address: string) {
  const RETRY_MS = 2000
  /** From here on a WebSocket's code says that trying again is of no use. */
  const REFUSED = 4400
  const failed = (reason: string) => ({ errors: [{ message: `${address}: ${reason}` }] })

  const answered = async (question: PageQuestion, headers: object) => {
    const request = {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(question),
    }
    try {
      const answer: unknown = await (await fetch(address, request)).json()
      return answer
    } catch (error) {
      return failed(`no answer: ${String(error)}`)
    }
  }

  const told = (question: PageQuestion, headers: object, { next, complete }: PageObserver) => {
    let leaving = new AbortController()
    let last: unknown = { data: null }

    const end = (answer?: object) => {
      leaving.abort()
      if (answer) next(answer)
      complete()
    }

    function connect(isAgain: boolean): void {
      leaving = new AbortController()
      const { signal } = leaving
      const socket = new WebSocket(address.replace(/^http/, 'ws'), 'graphql-transport-ws')
      const send = (message: object) => socket.send(JSON.stringify(message))
      const open = () => send({ type: 'connection_init', payload: headers })
      const message = ({ data }: { readonly data: unknown }) => {
        const { type, payload } = JSON.parse(String(data))
        if (type === 'connection_ack') send({ id: '1', type: 'subscribe', payload: question })
        if (type === 'connection_ack' && isAgain) next(last)
        if (type === 'ping') send({ type: 'pong' })
        if (type === 'next') next((last = payload))
        if (type === 'error') end({ errors: payload })
        if (type === 'complete') end()
      }
      const close = ({ code, reason }: { readonly code: number; readonly reason: string }) => {
        if (code >= REFUSED) return end(failed(reason))
        next(failed(`${reason || 'no connection'}; it is tried again until this is stopped`))
        const timer = setTimeout(() => connect(true), RETRY_MS)
        signal.addEventListener('abort', () => clearTimeout(timer))
      }
      socket.addEventListener('open', open, { signal })
      socket.addEventListener('message', message, { signal })
      socket.addEventListener('close', close, { signal })
      signal.addEventListener('abort', () => socket.close())
    }

    connect(false)
    return { unsubscribe: () => leaving.abort() }
  }

  return (question: PageQuestion, { headers = {}, documentAST }: PageFetcherOptions = {}) => {
    const asked = documentAST?.definitions
      .filter((definition) => 'operation' in definition)
      .find(({ name }) => !question.operationName || name?.value === question.operationName)
    if (asked?.operation !== 'subscription') return answered(question, headers)
    return { subscribe: (observer: PageObserver) => told(question, headers, observer) }
  }
}
