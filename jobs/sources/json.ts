import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { quoteText } from '../../lakehouse/sql.ts'
import type { Content, ReadOptions } from './content.ts'
import { ENCODING_LABELS, type Encoding } from './dialect.ts'
import { JsonFields } from './json-fields.ts'
import { jsonRecords } from './json-records.ts'
import { readStored, unreadable } from './stored-file.ts'

/** DuckDB's default. */
const OBJECT_BYTES_MIN = 1 << 24
/** Of one unit of JavaScript's strings. */
const UTF8_BYTES_MAX = 3

/**
 * JSON: an array of objects, or one object a line.
 *
 * The engine's JSON knows numbers as doubles, so each record is taken apart here, into a copy whose values are all text.
 */
export async function readJson(
  absolute: string,
  { reading, scratch }: ReadOptions,
): Promise<Content> {
  const copy = join(scratch, `${randomUUID()}.ndjson`)
  const fields = new JsonFields()
  let longest = 0
  const { sha256 } = await readStored(absolute, (chunks) =>
    pipeline(
      chunks,
      (bytes: AsyncIterable<Buffer>) => decoded(bytes, reading.encoding ?? 'utf-8'),
      jsonRecords,
      async function* taken(batches) {
        for await (const records of batches) {
          const lines = records.map((record) => `${JSON.stringify(fields.take(record))}\n`)
          longest = lines.reduce((most, line) => Math.max(most, line.length), longest)
          yield lines.join('')
        }
      },
      createWriteStream(copy),
    ),
  )
  if (fields.fault !== undefined) throw unreadable(absolute, fields.fault)
  return {
    sha256,
    header: fields.header,
    open: async () => ({
      select: `select * from read_json(${quoteText(copy)}, format = 'newline_delimited', compression = 'uncompressed',
        maximum_object_size = ${Math.max(UTF8_BYTES_MAX * longest, OBJECT_BYTES_MIN)},
        columns = {line_number: 'bigint', record: 'varchar', fields: 'varchar[]', reason: 'varchar'})`,
      split: (records) => `select *, reason is null as is_readable from (${records})`,
    }),
  }
}

async function* decoded(chunks: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(ENCODING_LABELS[encoding], { fatal: true })
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}
