import { z } from 'zod'
import { money } from '../../resolvers/money.ts'
import { edgeShop, golden } from '../golden/edge-shop.ts'
import { ask } from './ask.ts'
import { serveLake } from './serve-lake.ts'

export type Figures = Readonly<Record<string, unknown>>
export const row = z.record(z.string(), z.unknown())

/** The hand-made shop, built and served. */
export interface Edge extends AsyncDisposable {
  /** The answer's one field. */
  readonly answer: <T>(schema: z.ZodType<T>, query: string, variables?: object) => Promise<T>
  readonly ask: (query: string, variables?: object) => ReturnType<typeof ask>
  readonly errors: (
    query: string,
  ) => Promise<NonNullable<Awaited<ReturnType<typeof ask>>['errors']>>
  /** The playground. */
  readonly page: () => Promise<string>
}

export async function openEdge(): Promise<Edge> {
  const { lake } = await edgeShop()
  const logged: string[] = []
  const log = (line: string) => logged.push(line)
  const gateway = await serveLake(lake, { log })
  return {
    async answer(schema, query, variables) {
      const { data, errors } = await ask(gateway, query, variables)
      if (errors) throw new Error(JSON.stringify([errors, logged]))
      return schema.parse(Object.values(row.parse(data))[0])
    },
    ask: (query, variables) => ask(gateway, query, variables),
    errors: async (query) => (await ask(gateway, query)).errors ?? [],
    async page() {
      const response = await fetch(`${gateway.url}/graphql`, { headers: { accept: 'text/html' } })
      return response.text()
    },
    [Symbol.asyncDispose]: () => gateway.close(),
  }
}

/** A block of figures that were computed by hand, in the API's names. */
export function rowsOf(block: string): Figures[] {
  const { columns, rows } = golden.tables.find((table) => table.block === block)!
  return rows.map((cells) =>
    Object.fromEntries(columns.map((column, i) => [camelCase(column), cells[i]])),
  )
}

/** Ratios as money are shown with four decimals, other ratios are as near as doubles are. */
export function differences(ours: Figures, theirs: Figures, names: readonly string[]): string[] {
  return names
    .filter((name) => !isSame(ours[name], theirs[name]))
    .map((name) => `${name}: ${String(ours[name])}, expected ${String(theirs[name])}`)
}

/** The same of two lists, row by row. */
export function listDifferences(
  ours: readonly Figures[],
  theirs: readonly Figures[],
  names: readonly string[],
): string[] {
  if (ours.length !== theirs.length) return [`${ours.length} rows, expected ${theirs.length}`]
  return ours.flatMap((figures, i) => differences(figures, theirs[i]!, names))
}

export const words = (text: string) => text.trim().split(/\s+/)

const camelCase = (name: string) =>
  name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

function isSame(own: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'number') return own === wanted
  if (typeof own === 'string') return own === money(wanted)
  return typeof own === 'number' && Math.abs(own - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted))
}
