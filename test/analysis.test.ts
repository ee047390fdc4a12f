import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, expect, test } from 'vitest'
import { currentPublication, servingFile } from '../lakehouse/publication.ts'
import { lakegate } from './commands/lakegate.ts'
import { edgeShop } from './golden/edge-shop.ts'

const page = readFileSync('docs/analysis.md', 'utf8')
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'gm'))].map(
    ([, text]) => text!,
  )

const folder = mkdtempSync(join(tmpdir(), 'lakegate-analysis-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** As a shell cuts a line. */
const wordsOf = (line: string) =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!)

test('the commands of the page write the files that its SQL reads', async () => {
  const { lake } = await edgeShop()
  const commands = blocks('sh').flatMap((text) => text.trim().split('\n'))
  expect(commands).toHaveLength(3)
  for (const command of commands) {
    const argv = wordsOf(command)
      .slice(2)
      .map((word, i, all) => (all[i - 1] === '--out' ? join(folder, word) : word))
    expect(await lakegate([...argv, '--lake', lake])).toEqual({ code: 0, out: '', error: '' })
  }
  const statements = blocks('sql').flatMap((text) => text.trim().split('\n'))
  const file = join(folder, /'(data\/lake\/serving\/.*?)'/.exec(page)![1]!)
  const publication = await currentPublication(lake)
  mkdirSync(dirname(file), { recursive: true })
  symlinkSync(servingFile(lake, publication!.publicationId), file)
  const instance = await DuckDBInstance.create()
  const connection = await instance.connect()
  await connection.run(`set file_search_path = '${folder}'`)
  for (const statement of statements) {
    const found = await connection.runAndReadAll(
      statement.replace('data/lake', `${folder}/data/lake`),
    )
    const isAttaching = statement.startsWith('attach')
    expect(found.currentRowCount > 0 || isAttaching, statement).toBe(true)
  }
  connection.closeSync()
  instance.closeSync()
})
