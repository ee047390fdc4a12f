/** What may stand between an SQL text's words: strings and comments; a quoted name is none of them. */
const TEXT_OR_COMMENT = /("[^"]*")|'[^']*'|--.*|\/\*[^]*?\*\//g
const NAMED = /\b(?:from|join)\s+"?bronze"?\s*\.\s*"?(\w+)/gi

/**
 * The raw tables that a source's SQL may read: every word that could be one's name, wherever it stands.
 *
 * One too many costs a run's work, one too few would serve old rows.
 */
export function rawReadsOf(select: string, source: string): string[] {
  const words = select.toLowerCase().match(/\w+/g) ?? []
  const names = words.filter((word) => word.startsWith(`${source}_`))
  return [...new Set(names)].toSorted().map((name) => `bronze.${name}`)
}

/** The tables of bronze that an SQL text names after `from` and `join`. */
export function bronzeNamesOf(select: string): string[] {
  const code = select.replaceAll(TEXT_OR_COMMENT, (_, name?: string) => name ?? ' ')
  return [...code.matchAll(NAMED)].map((match) => `bronze.${match[1]!.toLowerCase()}`)
}
