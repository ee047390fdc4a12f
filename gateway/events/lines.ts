const LINE_FEED = 10

/** Lines as bytes, as they come, each with its place from 1; blank ones are left out. */
export async function* linesOf(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<{ readonly bytes: Buffer; readonly place: { readonly line: number } }> {
  let parts: Buffer[] = []
  let line = 0
  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      line += 1
      const bytes = Buffer.concat([...parts, chunk.subarray(start, end)])
      parts = []
      start = end + 1
      if (!isBlank(bytes)) yield { bytes, place: { line } }
    }
    parts.push(chunk.subarray(start))
  }
  const bytes = Buffer.concat(parts)
  if (!isBlank(bytes)) yield { bytes, place: { line: line + 1 } }
}

/** Tabs, carriage returns and spaces. */
const isBlank = (bytes: Buffer) => bytes.every((byte) => byte === 32 || byte === 13 || byte === 9)
