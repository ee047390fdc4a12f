import { glob, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

const SOURCES = '{commands,gateway,jobs,lakehouse,resolvers,schema}/**/*.ts'

/** Of a message, what does not differ from one time to the next. */
const partsOf = (message: string) =>
  message
    .split('…')
    .map((part) => part.trim())
    .filter((part) => part.length > 3)

test('troubleshooting quotes messages that the product prints', async () => {
  const page = await readFile('docs/troubleshooting.md', 'utf8')
  const messages = [...page.matchAll(/^### `(.+)`$/gm)].map((match) => match[1]!)
  expect(messages.length).toBeGreaterThan(20)
  const files = await Array.fromAsync(glob([SOURCES, 'config.ts']), (path) =>
    readFile(path, 'utf8'),
  )
  const text = files.join('\n').replaceAll('\\`', '').replaceAll("\\'", "'")
  expect(messages.flatMap(partsOf).filter((part) => !text.includes(part))).toEqual([])
})
