import { z } from 'zod'
import { openEventLog } from '../../lakehouse/events/open-event-log.ts'
import { told } from './follow.ts'

/**
 * A process that appends messages of its own key: `node append-process.ts <settings> <key> <batches> <size>`. It prints each batch's
 * number once it is acknowledged.
 */
const settings = z.object({
  lake: z.string(),
  kafka: z.object({
    brokers: z.array(z.string()),
    tls: z.boolean(),
    topics: z.object({
      pageViews: z.string(),
      cartEvents: z.string(),
      orders: z.string(),
      deadLetters: z.string(),
      recommendations: z.string(),
    }),
  }),
  partitions: z.number(),
  retentionDays: z.number(),
})

const [given, key, batches, size] = process.argv.slice(2)
const { lake, ...events } = settings.parse(JSON.parse(given!))
await using log = await openEventLog(lake, events)
for (let batch = 0; batch < Number(batches); batch++) {
  await log.append(told(key!, Number(size), batch * Number(size)))
  process.stdout.write(`${batch}\n`)
}
