import { ORIGIN } from '../../lakehouse/contracts/bronze/canonical.ts'
import type { RawContract } from '../../lakehouse/contracts/bronze/raw.ts'
import type { Mapping, Source } from '../sources/source.ts'

/**
 * The columns of a raw table that no SQL of its source names, nor takes with a `*` under a canonical name.
 *
 * The SQL is not taken apart: a name that is another table's too counts as read, one after `as` does not.
 */
export function unreadColumns({ mappings }: Source, { name, columns }: RawContract): string[] {
  const readers = mappings.filter(({ reads }) => reads.includes(name))
  return Object.keys(columns).filter(
    (column) => !(column in ORIGIN) && !readers.some((mapping) => isRead(column, mapping)),
  )
}

function isRead(column: string, { select, table }: Mapping): boolean {
  const code = select.replaceAll(/--.*/g, '').replaceAll(/\bas\s+\w+/gi, '')
  const words = new Set(code.toLowerCase().match(/\w+/g))
  return words.has(column) || (column in table.given && /select\s+(\w+\.)?\*/i.test(code))
}
