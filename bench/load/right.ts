import { randomInt } from 'node:crypto'
import { z } from 'zod'
import { query } from '../http.ts'
import { questions } from '../questions.ts'

/** Sends a request. Errors: an answer that is not as it should be. */
export type Ask = () => Promise<void>

/** Names beyond these are never asked for again soon: what they are answered is not kept long. */
const MANY = 1_000_000

/** The bench's questions: as they are, which the gateway keeps; in words of their own; and slices in words of their own. */
export function questionsAsked(
  url: string,
  customerId: string,
): Readonly<Record<'kept' | 'anew' | 'slices', Ask>> {
  const all = questions(customerId)
  const isSlice = ({ targets }: (typeof all)[number]) => targets.timesDuckdb !== undefined
  const documents = all.filter((question) => !isSlice(question)).map(({ query: text }) => text)
  const slices = all.filter(isSlice).map(({ query: text }) => text)
  return {
    kept: () => full(url, any(documents)),
    anew: () => full(url, named(any(documents))),
    slices: () => full(url, named(any(slices))),
  }
}

const customer = z.object({ customer: z.object({ customerId: z.string() }) })

/** One of those that were seen, with orders. */
export function customersAtRandom(url: string, anyone: () => string): Ask {
  return async () => {
    const customerId = anyone()
    const data = await query(
      url,
      `{ customer(customerId: ${JSON.stringify(customerId)}) { customerId name analytics { segment clv }
        orders(first: 5) { totalCount nodes { orderedAt total items { quantity product { name } } } } } }`,
    )
    const found = customer.parse(data).customer.customerId
    if (found !== customerId) throw new Error(`asked for customer ${customerId}, got ${found}`)
  }
}

async function full(url: string, document: string): Promise<void> {
  const data = z.record(z.string(), z.unknown()).parse(await query(url, document))
  if (Object.values(data).some((value) => value === null))
    throw new Error(`nothing is answered to ${document}`)
}

function any(documents: readonly string[]): string {
  return documents[randomInt(documents.length)]!
}

function named(document: string): string {
  return `query Q${randomInt(MANY)} ${document}`
}
