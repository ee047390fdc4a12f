import process from 'node:process'

export function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

export function printError(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** One value a line for programs; bigint as text, since JSON has no 64-bit integers. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, (_, held) => (typeof held === 'bigint' ? String(held) : held)))
}

/** Rows under their headings; columns as wide as their widest cell, numbers to the right. */
export function printTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const widths = headings.map((heading, i) =>
    Math.max(heading.length, ...rows.map((row) => row[i]!.length)),
  )
  const isNumber = headings.map(
    (_, i) => rows.length > 0 && rows.every((row) => /^[\d,.]*( ?[kMGT]?B)?$/.test(row[i]!)),
  )
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (isNumber[i] ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd()
  for (const row of [headings, ...rows]) print(line(row))
}

export function grouped(count: bigint | number): string {
  return count.toLocaleString('en-US')
}

/** `1.4 GB`: powers of 1,000. */
export function readableBytes(bytes: bigint): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const power = Math.min(Math.floor(Math.log10(Math.max(Number(bytes), 1)) / 3), units.length - 1)
  return `${(Number(bytes) / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`
}
