/** Milliseconds since 1970 as an instant with microseconds, as rows have theirs. */
export function instantOf(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z')
}
