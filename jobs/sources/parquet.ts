import { quoteName, quoteText, text } from '../../lakehouse/sql.ts'
import type { Content, ReadOptions } from './content.ts'
import { literalPattern } from './literal-pattern.ts'
import { readStored, unreadable } from './stored-file.ts'
import { textOf } from './value-text.ts'

/** Parquet of any writer: its records are counted from 1, its values become exact text. */
export async function readParquet(absolute: string, { engine }: ReadOptions): Promise<Content> {
  const { sha256 } = await readStored(absolute, async (chunks) => {
    for await (const _ of chunks);
  })
  const path = quoteText(literalPattern(absolute))
  const file = `read_parquet(${path}, hive_partitioning = false)`
  const [columns, instants] = await Promise.all([
    engine.rows(text(`describe select * from ${file}`)),
    engine.rows(text(instantsSelect(path))),
  ]).catch((cause: unknown) => {
    throw unreadable(absolute, `expected Parquet, found something else: ${String(cause)}`)
  })
  const isInstant = new Set(instants.map(({ name }) => name))
  const fields = columns.map(({ column_name: name, column_type: type }) => {
    const value = textOf(quoteName(String(name)), String(type))
    return isInstant.has(name) && type === 'TIMESTAMP' ? `concat(${value}, 'Z')` : value
  })
  const records = `select row_number() over () as line_number, cast(null as varchar) as record, [${fields.join(', ')}] as fields
    from ${file}`
  return {
    sha256,
    header: columns.map(({ column_name: name }) => String(name)),
    open: async () => ({
      select: records,
      split: (selected) =>
        `select *, true as is_readable, cast(null as varchar) as reason from (${selected})`,
    }),
  }
}

/** Of writers that know no logical types yet, every timestamp is an instant (Parquet format, "Logical Types", TIMESTAMP). */
function instantsSelect(path: string): string {
  return `select name from parquet_schema(${path})
    where logical_type is null and starts_with(converted_type, 'TIMESTAMP')`
}
