import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { bronzeEvents } from '../../lakehouse/contracts/bronze/events.ts'
import { LakehouseError } from '../../lakehouse/errors.ts'
import type { EventLog } from '../../lakehouse/events/event-log.ts'
import { readProgress } from '../../lakehouse/events/progress.ts'
import { streamLake } from './stream-lake.ts'

test('a log that goes while a batch is written ends the processor after that batch, not in the middle of it', async () => {
  await using shop = await streamLake()
  await shop.log.append([{ topic: 'orders', key: null, value: 'no JSON' }])
  const writing = Promise.withResolvers<void>()
  const log: EventLog = {
    ...shop.log,
    async append(messages) {
      writing.resolve()
      await delay(200)
      await shop.log.append(messages)
    },
    async *follow(options) {
      for await (const batch of shop.log.follow(options)) {
        yield batch
        if (batch.messages.length > 0) break
      }
      yield { messages: [], unread: new Set() }
      await writing.promise
      throw new LakehouseError('LOG_UNAVAILABLE', 'the log went')
    },
  }
  const running = shop.process({ log, isOnce: false, commitMs: 0 })
  await expect(running).rejects.toThrow('the log went')
  expect(readProgress(await shop.engine.state(bronzeEvents)).batch).toBe(1)
})
