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
    const request = new Request(input, init)
    const { url, method, headers } = request
    sent.push({ address: url, method, headers, body: await request.text() })
    return instead.shift() ?? fetch(input, init)
  }
  return { sent, fetch: recording }
}
