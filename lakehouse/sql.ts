/** What may travel as a parameter. A list is compared with `array_contains` or unnested. */
export type SqlValue = string | number | bigint | boolean | null | readonly string[]

/** A statement whose values travel apart from its text, so no input is ever spliced into SQL. */
export interface Sql {
  /** One more than `values`: the text around them. */
  readonly strings: readonly string[]
  readonly values: readonly SqlValue[]
}

/**
 * Builds a statement from a template: every `${value}` becomes a parameter, every `${sql…}` is spliced in as SQL.
 *
 *     sql`select * from gold.segments where ${isVip} and orders > ${3}`
 */
export function sql(strings: TemplateStringsArray, ...parts: (SqlValue | Sql)[]): Sql {
  return parts.reduce<Sql>(
    (left, part, i) =>
      concatenate(concatenate(left, isSql(part) ? part : parameter(part)), text(strings[i + 1]!)),
    text(strings[0]!),
  )
}

/** Text of our own as SQL, never a caller's: a model, a name out of a contract. */
export function text(trusted: string): Sql {
  return { strings: [trusted], values: [] }
}

/** A name of our own, quoted. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** Text of our own making as an SQL literal, where an engine takes no parameters (COPY, ATTACH, a view's body). */
export function quoteText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}

export function join(parts: readonly Sql[], separator: string): Sql {
  return parts.reduce(
    (left, part, i) => (i === 0 ? part : concatenate(concatenate(left, text(separator)), part)),
    text(''),
  )
}

/** The statement's text with `$1`, `$2` … in place of its values. */
export function numbered({ strings }: Sql): string {
  return strings.reduce((left, right, i) => `${left}$${i}${right}`)
}

function parameter(value: SqlValue): Sql {
  return { strings: ['', ''], values: [value] }
}

function concatenate(left: Sql, right: Sql): Sql {
  const seam = `${left.strings.at(-1)!}${right.strings[0]!}`
  return {
    strings: [...left.strings.slice(0, -1), seam, ...right.strings.slice(1)],
    values: [...left.values, ...right.values],
  }
}

function isSql(part: SqlValue | Sql): part is Sql {
  return typeof part === 'object' && part !== null && 'strings' in part
}
