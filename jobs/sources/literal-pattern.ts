/**
 * A path as a pattern that it fits: the engine takes every path for one, and so do the files of a source.
 *
 * A brace can be escaped in no way that both understand, so any character may stand in its place.
 */
export function literalPattern(path: string): string {
  return path.replaceAll(/[*?[(]/g, '[$&]').replaceAll('{', '?')
}
