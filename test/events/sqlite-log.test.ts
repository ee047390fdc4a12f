import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openEventLog } from '../../lakehouse/events/open-event-log.ts'
import { code } from '../engines/sales.ts'
import { temporaryFolder } from '../engines/temporary-folder.ts'
import { EVENTS } from './default-events.ts'
import { eventLogTests, type TrialLog } from './event-log-tests.ts'
import { messagesOf, told } from './follow.ts'

async function openTrial(): Promise<TrialLog> {
  const folder = await temporaryFolder()
  const lake = join(folder.path, 'lake')
  const log = await openEventLog(lake, EVENTS)
  return {
    ...log,
    settings: { lake, ...EVENTS },
    async expire() {
      await delay(2)
      await using later = await openEventLog(lake, { ...EVENTS, retentionDays: 0 })
      await later.retain()
    },
    async [Symbol.asyncDispose]() {
      await log[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}

eventLogTests(openTrial)

test('an acknowledged append is on the disk: the write-ahead log is written through', async () => {
  await using log = await openTrial()
  using file = new DatabaseSync(join(log.settings.lake, '.events.db'))
  expect(file.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' })
  await log.append(told('k', 1))
  const written = await readFile(join(log.settings.lake, '.events.db-wal'), 'latin1')
  expect(written).toContain('k 0')
})

test('what has not run out is kept, and what lies before it is forgotten', async () => {
  await using log = await openTrial()
  await log.append(told('k', 1500))
  using file = new DatabaseSync(join(log.settings.lake, '.events.db'))
  file.exec("update messages set at = at - 8 * 86400000 where value <> 'k 1400'")
  await log.retain()
  const found = await messagesOf(log, 100)
  expect(found.map(({ value }) => value)).toEqual(told('k', 100, 1400).map(({ value }) => value))
})

test('processes that open a log that is not there yet make one', async () => {
  await using folder = await temporaryFolder()
  const logs = await Promise.all(
    [1, 2, 3, 4].map(() => openEventLog(join(folder.path, 'lake'), EVENTS)),
  )
  await Promise.all(logs.map((log, index) => log.append(told(`k${index}`, 1))))
  expect(await messagesOf(logs[0]!, 4)).toHaveLength(4)
  for (const log of logs) await log[Symbol.asyncDispose]()
})

test('an append waits for another that takes long, and stops nobody meanwhile', async () => {
  await using log = await openTrial()
  using other = new DatabaseSync(join(log.settings.lake, '.events.db'))
  other.exec('begin immediate')
  let isKept = false
  const appending = log.append(told('k', 1)).then(() => (isKept = true))
  let longest = 0
  for (let turn = 0; turn < 20; turn++) {
    const before = performance.now()
    await delay(10)
    longest = Math.max(longest, performance.now() - before)
  }
  expect(isKept).toBe(false)
  expect(longest).toBeLessThan(150)
  other.exec('commit')
  await appending
})

test('later partitions in the settings change nothing of a log that is there', async () => {
  await using log = await openTrial()
  await log.append(told('k', 1))
  await using again = await openEventLog(log.settings.lake, { ...EVENTS, partitions: 9 })
  expect(await again.partitions()).toEqual(await log.partitions())
})

test.each([
  {
    name: 'no database',
    write: (path: string) => writeFile(path, 'something else entirely, and long enough'.repeat(50)),
    expected: 'LOG_CORRUPT',
  },
  {
    name: 'a database of something else',
    write: async (path: string) => {
      using file = new DatabaseSync(path)
      file.exec('create table orders (id integer)')
    },
    expected: 'PROTOCOL_UNSUPPORTED',
  },
  {
    name: 'a log of a later version',
    write: async (path: string) => {
      using file = new DatabaseSync(path)
      file.exec('create table partitions (id integer); pragma user_version = 2')
    },
    expected: 'PROTOCOL_UNSUPPORTED',
  },
  {
    name: 'a folder',
    write: (path: string) => mkdir(path),
    expected: 'LAKE_UNWRITABLE',
  },
])('$name in its place is refused, and told', async ({ write, expected }) => {
  await using folder = await temporaryFolder()
  const lake = join(folder.path, 'lake')
  await (await openEventLog(lake, EVENTS))[Symbol.asyncDispose]()
  const path = join(lake, '.events.db')
  await rm(path)
  await write(path)
  const opened = openEventLog(lake, EVENTS)
  await expect(opened).rejects.toEqual(code(expected))
  await expect(opened).rejects.toThrow(path)
})
