import type { ServerResponse } from 'node:http'
import type { Serving } from '../../lakehouse/serving/serving.ts'
import { text } from '../../lakehouse/sql.ts'
import { refusal } from '../../resolvers/refusal.ts'

/** An engine that does not answer nothing within it answers no question either. */
const ENGINE_MS = 1000

/** Whether questions can be answered now: a publication is open, and its engine answers. Errors: `UNAVAILABLE`. */
export async function ready(response: ServerResponse, serving: Serving): Promise<undefined> {
  if (!serving.current())
    throw refusal(
      'UNAVAILABLE',
      'nothing has been published yet: lakegate build makes a publication',
    )
  using lease = serving.lease()
  await lease.rows(text('select 1'), { deadlineMs: ENGINE_MS }).catch(() => {
    throw refusal('UNAVAILABLE', 'the engine does not answer')
  })
  const { publicationId, publishedAt, asOf } = lease.publication
  const ageSeconds = Math.round((Date.now() - Date.parse(publishedAt)) / 1000)
  response
    .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(`${JSON.stringify({ publicationId, publishedAt, asOf, ageSeconds })}\n`)
}
