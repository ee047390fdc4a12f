import { randomInt } from 'node:crypto'
import { z } from 'zod'
import { query } from '../http.ts'
import type { Ask } from './right.ts'

const node = z.object({ customerId: z.string() })
const connection = z.object({
  customers: z.object({
    nodes: z.tuple([node], node),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string() }),
  }),
})

const PAGE = 50
/** Of those that were met last, enough to be unlike one another. */
const REMEMBERED = 5000

/** Walks all customers by id, page after page, and again from the first; knows whom it has met, to begin with `customerId`. */
export function walking(
  url: string,
  customerId: string,
): { readonly page: Ask; readonly anyone: () => string } {
  const known = [customerId]
  let after: string | undefined
  let last = ''
  let isBusy = false

  async function page(): Promise<void> {
    // Two steps at a time would be one page twice.
    if (isBusy) return
    isBusy = true
    try {
      const place = after === undefined ? '' : `, after: ${JSON.stringify(after)}`
      const data = await query(
        url,
        `{ customers(first: ${PAGE}${place}) { nodes { customerId name city analytics { clv } }
          pageInfo { hasNextPage endCursor } } }`,
      )
      const { nodes, pageInfo } = connection.parse(data).customers
      if (nodes[0].customerId <= last)
        throw new Error(
          `a page begins with ${nodes[0].customerId}, the one before ended with ${last}`,
        )
      last = pageInfo.hasNextPage ? nodes.at(-1)!.customerId : ''
      after = pageInfo.hasNextPage ? pageInfo.endCursor : undefined
      known.push(...nodes.map((met) => met.customerId))
      known.splice(0, known.length - REMEMBERED)
    } finally {
      isBusy = false
    }
  }

  return { page, anyone: () => known[randomInt(known.length)]! }
}
