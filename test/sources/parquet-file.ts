import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import parquet, { type ParquetField } from 'parquetjs-lite'
import { temporaryFolder } from '../engines/temporary-folder.ts'

/** A Parquet file as another writer than the engine makes it. */
export async function parquetFile(
  fields: Readonly<Record<string, ParquetField>>,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<Buffer> {
  await using folder = await temporaryFolder()
  const path = join(folder.path, 'written.parquet')
  const { ParquetSchema, ParquetWriter } = parquet
  const writer = await ParquetWriter.openFile(new ParquetSchema(fields), path)
  for (const row of rows) await writer.appendRow(row)
  await writer.close()
  return await readFile(path)
}
