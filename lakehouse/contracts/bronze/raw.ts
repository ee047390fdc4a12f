import { string } from '../contract.ts'
import type { Contract } from '../contract.ts'
import { ORIGIN } from './canonical.ts'

/** A raw table: its columns are the file's header, in order, then the columns of origin. */
export interface RawContract extends Contract {
  /** The file's own words, one a column. */
  readonly header: readonly string[]
}

/**
 * Makes the contract of a raw table from a file's header.
 *
 * Columns are the header's words in snake_case ASCII, `column_3` where nothing is left of the word, `_2`, `_3` …
 * where two words become one name. The header's own word is the column's meaning.
 */
export function rawContract(name: string, header: readonly string[]): RawContract {
  const columns = columnNames(header).map((column, i) => [
    column,
    string(header[i]!.trim() || '(no name)'),
  ])
  return {
    name: `bronze.${name}`,
    grain: 'one row a record of the raw files, as it came',
    columns: { ...Object.fromEntries(columns), ...ORIGIN },
    key: [],
    header,
  }
}

/** A header's words as column names: snake_case ASCII, unique. */
export function columnNames(header: readonly string[]): string[] {
  const taken = new Set<string>(Object.keys(ORIGIN))
  return header.map((word, i) => {
    const base = snakeCase(word) || `column_${i + 1}`
    let name = base
    for (let n = 2; taken.has(name); n++) name = `${base}_${n}`
    taken.add(name)
    return name
  })
}

/** `"Preço (R$)"` as `preco_r`, `"OrderID"` as `order_id`: the letters and digits of a word in ASCII. */
export function snakeCase(word: string): string {
  return word
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1_$2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
}
