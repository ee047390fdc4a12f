import { quoteName } from '../sql.ts'
import { finite, textOf } from './cells.ts'
import type { Format } from './format.ts'
import { type ExportColumn, selectFrom } from './rows.ts'
import { textsFrom } from './texts.ts'

/** An object a line; DECIMAL and BIGINT are strings, as JSON's numbers would lose digits. */
export const ndjson: Format = {
  contentType: 'application/x-ndjson',
  write(session, rows) {
    const members = rows.columns.map((column) => `${quoteName(column.name)} := ${value(column)}`)
    const line = `cast(to_json(struct_pack(${members.join(', ')})) as varchar) || chr(10)`
    return textsFrom(session, selectFrom(rows, line))
  },
}

function value(column: ExportColumn): string {
  if (column.type === 'double') return finite(column.sql)
  return column.type === 'integer' || column.type === 'boolean' ? column.sql : textOf(column)
}
