import { existsSync } from 'node:fs'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { currentPublication, servingFile } from '../../lakehouse/publication.ts'
import { quoteText, text } from '../../lakehouse/sql.ts'

/** What `stream_products` is while nothing is published. */
const NOTHING =
  'select cast(null as varchar) as product_id, cast(null as varchar) as category_name where false'

/**
 * Keeps `stream_products` the products of the publication that is served: read from its file, so that they take no memory.
 *
 * Gives what brings it up to date; a new publication is looked for at most each `eachMs`.
 */
export function productsOf(engine: Engine, lake: string, eachMs: number): () => Promise<void> {
  let served: string | undefined
  let lookedAt = Number.NEGATIVE_INFINITY
  let count = 0

  async function read(publicationId: string): Promise<void> {
    const catalog = `products_${++count}`
    const path = servingFile(lake, publicationId)
    if (!existsSync(path)) return
    await engine.rows(text(`attach ${quoteText(path)} as ${catalog} (read_only)`))
    await engine.view(
      'stream_products',
      `select product_id, nullif(category_name, '(none)') as category_name from ${catalog}.silver.products`,
    )
    if (served !== undefined) await engine.rows(text(`detach products_${count - 1}`))
    served = publicationId
  }

  return async () => {
    if (Date.now() - lookedAt < eachMs) return
    if (lookedAt < 0) await engine.view('stream_products', NOTHING)
    lookedAt = Date.now()
    const current = await currentPublication(lake)
    if (current && current.publicationId !== served) await read(current.publicationId)
  }
}
