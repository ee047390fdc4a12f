import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Gateway, startGateway } from '../gateway/gateway.ts'
import { lakegate } from './commands/lakegate.ts'
import { ask } from './gateway/ask.ts'

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

/** Follows the page from its first block to its last: later ones build on earlier ones. */
test('what the page shows is what happens', { timeout: 120_000 }, async () => {
  const followed: string[] = []
  for (const [i, { language, path, content }] of blocks.entries()) {
    followed.push(language)
    if (path.startsWith('drafted/')) {
      expect(readFileSync(join(home, 'shops/casa', path.slice(8)), 'utf8')).toBe(content)
    } else if (path !== '') {
      mkdirSync(dirname(join(home, path)), { recursive: true })
      writeFileSync(join(home, path), content)
    } else if (language === 'console') {
      const [command, ...output] = content.split('\n')
      expect(await run(command!.slice(2)), command).toBe(output.join('\n'))
    } else if (language === 'sh' && content.startsWith('lakegate build')) {
      expect(await run(content.split('\n')[0]!)).toMatch(/\npublished .*\n$/)
      gateway = await startGateway({
        lake,
        host: '127.0.0.1',
        port: 0,
        timeoutMs: 10_000,
        log: () => {},
      })
    } else if (language === 'graphql') {
      expect((await ask(gateway!, content)).data).toEqual(JSON.parse(blocks[i + 1]!.content))
    }
  }
  expect(followed.filter((language) => language === 'console')).toHaveLength(4)
})
