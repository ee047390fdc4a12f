interface Sent {
  readonly address: string
  readonly method: string | undefined
  readonly headers: Headers
  readonly body: string
}

/** A `fetch` that remembers what is sent, and answers with `instead` while there are some. */
export function recorder(...instead: Response[]) {
  const sent: Sent[] = []
  const recording: typeof fetch = async (input, init) => {
    const { url, method, headers } = new Request(input, init)
    sent.push({ address: url, method, headers, body: String(init?.body ?? '') })
    return instead.shift() ?? fetch(input, init)
  }
  return { sent, fetch: recording }
}
