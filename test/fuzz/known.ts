import { everything } from '../schema/everything.ts'

/** Texts that the shop's answers hold, by the field that gave them; cursors as `orders cursor`, by their list. */
export type Known = ReadonlyMap<string, readonly string[]>

/** No shop has these: what is asked for by name is found in lists too. */
const NOBODY = {
  id: '"nobody"',
  ids: '[]',
  customerId: '"nobody"',
  productId: '"nobody"',
  productIds: '[]',
  orderId: '"nobody"',
  categoryId: '"nobody"',
  storeId: '"nobody"',
  reviewId: '"nobody"',
  name: '"nobody"',
  topic: '"orders"',
  partition: '0',
}

/** Asks for everything once, so that what random requests name is sometimes there. */
export async function whatIsKnown(
  ask: (query: string) => Promise<{ readonly data?: unknown }>,
): Promise<Known> {
  const known = new Map<string, Set<string>>()
  for (const { query } of everything(NOBODY)) gather((await ask(query)).data, '', known)
  return new Map([...known].map(([field, texts]) => [field, [...texts].sort().slice(0, TEXTS_MAX)]))
}

const TEXTS_MAX = 50
const CURSOR = /cursor$/i
/** Between a list's name and its cursors. */
const OF_PAGES = /^(edges|pageInfo|\d+)$/

function gather(value: unknown, list: string, known: Map<string, Set<string>>): void {
  if (typeof value !== 'object' || value === null) return
  for (const [field, below] of Object.entries(value)) {
    if (typeof below !== 'string') gather(below, OF_PAGES.test(field) ? list : field, known)
    else {
      const name = CURSOR.test(field) ? `${list} cursor` : field
      known.set(name, (known.get(name) ?? new Set()).add(below))
    }
  }
}
