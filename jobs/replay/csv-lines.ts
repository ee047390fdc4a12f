/** Text as it comes, its lines without their ends; a byte order mark is none of the text. */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let open = ''
  for await (const chunk of chunks) {
    const lines = (open + decoder.decode(chunk, { stream: true })).split('\n')
    open = lines.pop()!
    for (const line of lines) yield line.replace(/\r$/, '')
  }
  open += decoder.decode()
  if (open !== '') yield open.replace(/\r$/, '')
}
