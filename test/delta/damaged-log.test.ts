import { cp, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSnapshot } from '../../lakehouse/delta/snapshot.ts'
import { code, saleRows, sales } from '../engines/sales.ts'
import { lakeWith } from './lake-with.ts'
import { FIRST_LINES, addLine, logFile, writeLog } from './log-writer.ts'

const checkpointFile = (table: string, version: number) =>
  logFile(table, version).replace('.json', '.checkpoint.parquet')

test('a folder without a log is no table', async () => {
  await using lake = await lakeWith(0)
  await expect(readSnapshot({ ...lake.table, folder: lake.lake })).rejects.toEqual(
    code('TABLE_NOT_FOUND'),
  )
})

test.each([
  { name: 'reader 2', protocol: '{"minReaderVersion":2,"minWriterVersion":5}' },
  {
    name: 'reader features',
    protocol:
      '{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["deletionVectors"],"writerFeatures":["deletionVectors"]}',
  },
])('a table with a newer protocol is not read: $name', async ({ protocol }) => {
  await using lake = await lakeWith(1)
  await writeLog(lake.table.folder, 1, `{"protocol":${protocol}}`)
  await expect(lake.engine.open(sales)).rejects.toEqual(code('PROTOCOL_UNSUPPORTED'))
  await lake.engine.open(sales, 0)
})

test.each([
  { name: 'writer 4', action: '{"protocol":{"minReaderVersion":1,"minWriterVersion":4}}' },
  {
    name: 'column invariants',
    action: FIRST_LINES.split('\n')[1]!.replace(
      String.raw`\"metadata\":{}`,
      String.raw`\"metadata\":{\"delta.invariants\":\"id > 0\"}`,
    ),
  },
])('a table that asks more of a writer is read and not written: $name', async ({ action }) => {
  await using lake = await lakeWith(1)
  await writeLog(lake.table.folder, 1, action)
  await lake.engine.open(sales)
  const write = lake.engine.write(sales, saleRows([2, 'a', '1']), { mode: 'append' })
  await expect(write).rejects.toEqual(code('PROTOCOL_UNSUPPORTED'))
})

test('rows of an append-only table are not replaced', async () => {
  await using lake = await lakeWith(1)
  const { metadata } = await readSnapshot(lake.table)
  const metaData = { ...metadata, configuration: { 'delta.appendOnly': 'true' } }
  await writeLog(lake.table.folder, 1, JSON.stringify({ metaData }))
  await lake.engine.write(sales, saleRows([2, 'a', '1']), { mode: 'append' })
  const overwrite = lake.engine.write(sales, saleRows([3, 'a', '1']), { mode: 'overwrite' })
  await expect(overwrite).rejects.toEqual(code('PROTOCOL_UNSUPPORTED'))
})

test.each([
  { name: 'half a line', text: `${addLine('x.parquet')}\n{"add":{"path":"y.parq` },
  { name: 'an empty file', text: '' },
  { name: 'a line that is no object', text: '7' },
  { name: 'an action without what it needs', text: '{"add":{"path":"x.parquet"}}' },
])('a torn commit is refused: $name', async ({ text }) => {
  await using lake = await lakeWith(2)
  await writeLog(lake.table.folder, 2, text)
  await expect(lake.engine.open(sales)).rejects.toEqual(code('LOG_CORRUPT'))
})

test('a commit that is missing in the middle is named', async () => {
  await using lake = await lakeWith(3)
  await rm(logFile(lake.table.folder, 1))
  await using engine = await lake.reopen()
  await expect(engine.open(sales)).rejects.toMatchObject({
    code: 'LOG_CORRUPT',
    message: expect.stringContaining('commit 1 is missing'),
  })
})

test('a log that starts without protocol and schema is refused', async () => {
  await using lake = await lakeWith(0)
  await writeLog(lake.table.folder, 0, addLine('x.parquet'))
  await expect(lake.engine.open(sales)).rejects.toEqual(code('LOG_CORRUPT'))
})

test('a checkpoint that lacks a part is passed over while the commits are there', async () => {
  await using lake = await lakeWith(12)
  const file = checkpointFile(lake.table.folder, 10)
  await rename(file, file.replace('.parquet', '.0000000001.0000000002.parquet'))
  await using engine = await lake.reopen()
  expect(await engine.state(sales)).toMatchObject({ version: 11, rows: 12n })
  await rm(logFile(lake.table.folder, 0))
  await using again = await lake.reopen()
  await expect(again.open(sales)).rejects.toEqual(code('LOG_CORRUPT'))
})

test('a checkpoint in parts is read', async () => {
  await using lake = await lakeWith(12)
  const file = checkpointFile(lake.table.folder, 10)
  const part = (n: number) => file.replace('.parquet', `.000000000${n}.0000000002.parquet`)
  await cp(file, part(1))
  await rename(file, part(2))
  await rm(logFile(lake.table.folder, 0))
  await using engine = await lake.reopen()
  expect(await engine.state(sales)).toMatchObject({ version: 11, rows: 12n })
})

test('a checkpoint that is torn is refused', async () => {
  await using lake = await lakeWith(11)
  await truncate(checkpointFile(lake.table.folder, 10), 100)
  await using engine = await lake.reopen()
  await expect(engine.open(sales)).rejects.toEqual(code('LOG_CORRUPT'))
})

test('a data file that is gone is named before a query meets it', async () => {
  await using lake = await lakeWith(2)
  const [path] = (await readSnapshot(lake.table)).files.keys()
  await rm(join(lake.table.folder, path!))
  await expect(lake.engine.open(sales)).rejects.toMatchObject({
    code: 'FILE_MISSING',
    message: expect.stringContaining(path!),
  })
})

test.each([-1, 3, 1.5])('version %d of three does not exist', async (version) => {
  await using lake = await lakeWith(3)
  await expect(lake.engine.open(sales, version)).rejects.toEqual(code('VERSION_NOT_FOUND'))
})

test.each(['file:///etc/passwd', '/etc/passwd', '../other/x.parquet', 's3://bucket/x.parquet'])(
  'a file outside its table is refused: %s',
  async (path) => {
    await using lake = await lakeWith(1)
    await writeLog(lake.table.folder, 1, addLine(path))
    await expect(lake.engine.open(sales)).rejects.toEqual(code('PROTOCOL_UNSUPPORTED'))
  },
)

test('files that are no part of the log do not matter', async () => {
  await using lake = await lakeWith(2)
  await writeFile(join(lake.table.folder, '_delta_log', '.00000000000000000002.json.tmp'), '{"a')
  await writeFile(join(lake.table.folder, '_delta_log', '_last_checkpoint'), '{"version":')
  await using engine = await lake.reopen()
  expect(await engine.state(sales)).toMatchObject({ version: 1, rows: 2n })
})
