import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runStream } from '../../commands/run-stream.ts'
import { loadConfig } from '../../config.ts'
import { openAudit, openLog } from '../../gateway/watching/log.ts'
import { prepareLake } from '../../lakehouse/lake.ts'
import { temporaryFolder } from '../engines/temporary-folder.ts'
import { serveLake } from '../gateway/serve-lake.ts'
import { streamLake } from '../stream/stream-lake.ts'

/** A device that has no room, for every user of Linux. */
const FULL = '/dev/full'
const isLeftOut = !existsSync(FULL)
if (isLeftOut) console.log(`left out, since this system has no ${FULL}: tests of refused writes`)

test.skipIf(isLeftOut)(
  'a processor whose disk takes nothing says so once, waits, and goes on where it was',
  async () => {
    await using shop = await streamLake()
    const staged = join(shop.lake, '.stream', 'stream_events.csv')
    mkdirSync(join(shop.lake, '.stream'))
    symlinkSync(FULL, staged)
    await shop.log.append([{ topic: 'page_views', key: null, value: PAGE_VIEW }])
    const stop = new AbortController()
    const notes: string[] = []
    const environment = { LAKEGATE_LAKE: shop.lake, LAKEGATE_STREAM_COMMIT_SECONDS: '1' }
    await runStream(loadConfig({ environment }), {
      isOnce: false,
      signal: stop.signal,
      report(event) {
        if (event.kind === 'committed') return stop.abort()
        notes.push(event.message)
        setTimeout(() => rmSync(staged), 4000)
      },
    })
    expect(notes).toEqual([
      `the disk of ${shop.lake} is full: events wait in the log until there is room`,
    ])
    expect(await shop.differences()).toEqual([])
  },
)

const PAGE_VIEW = '{"event_id":"e1","event_type":"page_view","event_ts":"2026-01-15T10:00:00Z"}'

test('a gateway that cannot write its log acknowledges nothing, and says why', async () => {
  await using folder = await temporaryFolder()
  prepareLake(folder.path)
  mkdirSync(join(folder.path, '.events.db'))
  const told: string[] = []
  const gateway = await serveLake(folder.path, { log: (line) => told.push(line) })
  const response = await fetch(`${gateway.url}/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: PAGE_VIEW,
  })
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1'])
  expect(await response.json()).toEqual({
    errors: [
      {
        message: 'The server cannot write its disk: try again once it can.',
        extensions: { code: 'UNAVAILABLE' },
      },
    ],
  })
  expect(told).toEqual([expect.stringContaining('.events.db')])
  await gateway.close()
})

test.skipIf(isLeftOut)('an audit that cannot be written is told once, and stops nobody', () => {
  const told: string[] = []
  const log = openLog({ level: 'info', isText: true }, { write: (line) => told.push(line) })
  const audit = openAudit(FULL, log)
  const values = 'x'.repeat(1_000_000)
  for (let line = 0; line < 17; line++) audit.info({ values }, 'personal data was read')
  expect(told.map((line) => line.slice(0, 45))).toEqual([
    'the audit /dev/full cannot be written: its li',
    'the audit /dev/full has no room for {"level":',
    'the audit /dev/full has no room for {"level":',
  ])
})

test.skipIf(isLeftOut)(
  'what a command says into a full disk is lost, not what it does',
  async () => {
    const said = await shell(`node cli.ts config > ${FULL}`)
    expect(said).toEqual({
      code: 1,
      out: '',
      error: expect.stringMatching(/^lakegate: .*ENOSPC.*\n$/),
    })
    await using folder = await temporaryFolder()
    prepareLake(folder.path)
    const made = await shell(`node cli.ts key create --name a --lake ${folder.path} 2> ${FULL}`)
    expect(made).toEqual({ code: 0, out: expect.stringMatching(/^lgk_/), error: '' })
  },
)

test('a key that cannot be written keeps nobody out, and a lake that can grow no file is vacuumed', async () => {
  await using folder = await temporaryFolder()
  prepareLake(folder.path)
  const made = await shell(`ulimit -f 0; node cli.ts key create --name a --lake ${folder.path}`)
  expect(made).toMatchObject({ code: 1, out: '' })
  expect(readdirSync(folder.path)).toEqual(['lakegate.json'])
  const vacuumed = await shell(`ulimit -f 0; node cli.ts vacuum --lake ${folder.path}`)
  expect(vacuumed).toEqual({ code: 0, out: 'nothing to delete\n', error: '' })
})

/** `node` is the one that runs the tests. */
function shell(command: string): Promise<{ code: number; out: string; error: string }> {
  const { promise, resolve } = Promise.withResolvers<{ code: number; out: string; error: string }>()
  const line = command.replaceAll('node cli.ts', `'${process.execPath}' cli.ts`)
  const child = execFile('sh', ['-c', line], (_, out, error) =>
    resolve({ code: child.exitCode ?? -1, out, error }),
  )
  return promise
}
