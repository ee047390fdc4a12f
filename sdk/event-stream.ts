/** One event of a `text/event-stream`. */
export interface StreamEvent {
  /** `next`, `complete`. */
  readonly event: string
  readonly data: string
}

/** Events as a body brings them; `onBytes` is told of each sign of life. Errors: those of reading it. */
export async function* eventsOf(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void,
): AsyncGenerator<StreamEvent> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      onBytes()
      const blocks = (rest + decoder.decode(value, { stream: true })).split(/\r?\n\r?\n/)
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const event = eventOf(block)
        if (event) yield event
      }
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

/** Undefined for comments, and for what only tells how soon to come back. */
function eventOf(block: string): StreamEvent | undefined {
  const fields = block.split(/\r?\n/).map((line) => /^(\w+): ?(.*)$/.exec(line) ?? [])
  const valuesOf = (name: string) =>
    fields.flatMap(([, field, value = '']) => (field === name ? [value] : []))
  const [event] = valuesOf('event')
  return event === undefined ? undefined : { event, data: valuesOf('data').join('\n') }
}
