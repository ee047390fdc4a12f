import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Protocol and schema of a table with one column `id`, as another writer would have them. */
export const FIRST_LINES = [
  '{"protocol":{"minReaderVersion":1,"minWriterVersion":2}}',
  JSON.stringify({
    metaData: {
      id: 'a',
      format: { provider: 'parquet', options: {} },
      schemaString:
        '{"type":"struct","fields":[{"name":"id","type":"long","nullable":true,"metadata":{}}]}',
      partitionColumns: [],
      configuration: {},
    },
  }),
].join('\n')

/** Writes a file of a table's log as it is given. */
export async function writeLog(table: string, version: number, text: string): Promise<void> {
  await mkdir(join(table, '_delta_log'), { recursive: true })
  await writeFile(logFile(table, version), text)
}

export const logFile = (table: string, version: number) =>
  join(table, '_delta_log', `${String(version).padStart(20, '0')}.json`)

export const addLine = (path: string) =>
  JSON.stringify({
    add: { path, partitionValues: {}, size: 1, modificationTime: 1, dataChange: true },
  })
