import { setTimeout as sleep } from 'node:timers/promises'
import { parse } from 'graphql'
import { beforeAll, expect, test } from 'vitest'
import { LOCAL_CALLER } from '../../gateway/callers/caller.ts'
import { type Asked, type Read, execute } from '../../gateway/questions/execution.ts'
import { openFlights } from '../../lakehouse/flights.ts'
import { openQueue } from '../../gateway/questions/queue.ts'
import { openArchive } from '../../lakehouse/archive.ts'
import { openLiveLake } from '../../lakehouse/live-lake.ts'
import { servedPublications, servingFile } from '../../lakehouse/publication.ts'
import { type Serving, openServing } from '../../lakehouse/serving/serving.ts'
import { text } from '../../lakehouse/sql.ts'
import { edgeShop } from '../golden/edge-shop.ts'

let read: Read
let serving: Serving
beforeAll(async () => {
  const { lake: folder } = await edgeShop()
  serving = await openServing()
  const [publication] = await servedPublications(folder, 1)
  await serving.publish(servingFile(folder, publication!.publicationId))
  const options = { lake: folder, serving: { keep: 30, keepAll: 30 }, isCurrent: () => true }
  const lake = openLiveLake(options)
  const archive = openArchive(options)
  read = {
    serving,
    archive,
    lake,
    eventLog: { open: () => Promise.reject(new Error('no event log is here')) },
    queues: {
      rows: openQueue({ atOnce: 1, waitingMax: 10 }),
      scan: openQueue({ atOnce: 1, waitingMax: 10 }),
    },
    metrics: { statement: () => {} },
  }
  return async () => {
    await archive[Symbol.asyncDispose]()
    await lake[Symbol.asyncDispose]()
    await serving[Symbol.asyncDispose]()
  }
})

const asked = (stop: AbortSignal, ms = 60_000): Asked => ({
  operation: { document: parse('{ __typename }') },
  headers: {},
  caller: LOCAL_CALLER,
  noteChange: () => {},
  stop,
  endsAt: performance.now() + ms,
})

/** Minutes of every core, unless it is stopped. */
const FOREVER = text('select count(*) from range(1000000000000) where hash(range) = 1')
const slow = (stop: AbortSignal, ms?: number) =>
  execute(read, asked(stop, ms), async ({ reader }) => ({
    data: { rows: (await reader.scan(FOREVER)).length },
  }))
const quick = () =>
  execute(read, asked(new AbortController().signal), async ({ reader }) => ({
    data: { rows: (await reader.scan(text('select 1'))).length },
  }))

test('when nobody waits any more the engine stops, and the next in the queue has it', async () => {
  const flights = openFlights<unknown>()
  const leaving = [new AbortController(), new AbortController()]
  const riders = leaving.map(({ signal }) =>
    flights.join('slow', signal, slow).catch((error: unknown) => error),
  )
  const next = quick()
  await sleep(100)
  leaving[0]!.abort(new Error('left'))
  await sleep(100)
  expect(await Promise.race([next, sleep(100, 'waits')])).toBe('waits')
  leaving[1]!.abort(new Error('left'))
  expect((await next).result.data).toEqual({ rows: 1 })
  expect(await Promise.all(riders)).toEqual([new Error('left'), new Error('left')])
})

test('when its time is over the engine stops, and who waited for it as long is told so', async () => {
  const stays = new AbortController().signal
  const first = slow(stays, 150)
  const second = slow(stays, 100)
  await expect(second).rejects.toMatchObject({ code: 'QUERY_TIMEOUT' })
  await expect(first).rejects.toMatchObject({ code: 'QUERY_TIMEOUT' })
  expect((await quick()).result.data).toEqual({ rows: 1 })
})
