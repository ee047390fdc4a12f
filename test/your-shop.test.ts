import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Gateway } from '../gateway/gateway.ts'
import { lakegate } from './commands/lakegate.ts'
import { ask } from './gateway/ask.ts'
import { serveLake } from './gateway/serve-lake.ts'

interface Block {
  readonly language: string
  /** The file that it is; empty: none. */
  readonly path: string
  readonly content: string
}

const page = readFileSync('docs/your-shop.md', 'utf8')
const blocks: Block[] = [...page.matchAll(/^```(\w+) ?(\S*)\n([^]*?)^```$/gm)].map(
  ([, language, path, content]) => ({ language: language!, path: path!, content: content! }),
)

const home = mkdtempSync(join(tmpdir(), 'lakegate-home-'))
const lake = join(home, 'lake')
const environment = { LAKEGATE_SOURCES: join(home, 'shops'), LAKEGATE_LAKE: lake }
let gateway: Gateway | undefined

beforeAll(() => mkdirSync(join(home, 'shops')))

afterAll(async () => {
  await gateway?.close()
  rmSync(home, { recursive: true })
})

/** A command as the page has it, in a home of its own; gives what it prints, with `~` for that home. */
async function run(command: string): Promise<string> {
  const argv = command.replaceAll('~', home).split(' ').slice(1)
  const { out, error } = await lakegate(argv, environment)
  return `${out}${error}`.replaceAll(home, '~')
}

interface Outcome {
  readonly shown: unknown
  readonly happened: unknown
}

/** Does what a block says: a file is written, a command run, a question asked; what the page shows beside what happened. */
async function follow(
  { language, path, content }: Block,
  next: Block | undefined,
): Promise<Outcome> {
  if (path.startsWith('drafted/')) {
    const drafted = readFileSync(join(home, 'shops/casa', path.replace('drafted/', '')), 'utf8')
    return { shown: content, happened: drafted }
  }
  if (path !== '') {
    mkdirSync(dirname(join(home, path)), { recursive: true })
    writeFileSync(join(home, path), content)
  }
  const [first, ...output] = content.split('\n')
  if (language === 'console')
    return { shown: output.join('\n'), happened: await run(first!.slice(2)) }
  if (first!.startsWith('lakegate build')) {
    const last = (await run(first!)).trimEnd().split('\n').at(-1)!
    gateway = await serveLake(lake)
    return { shown: 'published', happened: last.split(' ')[0] }
  }
  if (language === 'graphql') {
    return { shown: JSON.parse(next!.content), happened: (await ask(gateway!, content)).data }
  }
  return { shown: undefined, happened: undefined }
}

/** Later blocks build on earlier ones. */
test('what the page shows is what happens', { timeout: 120_000 }, async () => {
  const outcomes: Outcome[] = []
  for (const [i, block] of blocks.entries()) outcomes.push(await follow(block, blocks[i + 1]))
  expect(outcomes.map(({ happened }) => happened)).toEqual(outcomes.map(({ shown }) => shown))
  expect(outcomes.filter(({ shown }) => shown !== undefined)).toHaveLength(7)
})
