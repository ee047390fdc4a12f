import { hash } from 'node:crypto'
import type { ShopEvent } from '../../../lakehouse/events/event.ts'
import { Random } from '../../sources/sample/random.ts'
import { arrivals } from './arrivals.ts'
import { rhythmOf } from './rhythm.ts'
import { session } from './session.ts'
import type { SimulatedShop } from './shop.ts'

export interface SimulationOptions {
  readonly shop: SimulatedShop
  /** Events a second, on average over a week. */
  readonly rate: number
  readonly seed: number
  /** Milliseconds since 1970: the first visit begins after it. */
  readonly from: number
}

/**
 * What happens in a shop from a moment on, without end, in the order of time.
 *
 * The same options give the same events, ids too; other options give other ids.
 */
export function* simulatedEvents(options: SimulationOptions): Generator<ShopEvent, never> {
  const { shop, rate, seed, from } = options
  const run = hash('sha256', JSON.stringify([shop.publicationId, rate, seed, from])).slice(0, 12)
  const visits = arrivals({
    perSecond: rate / eventsPerVisit(shop),
    rhythm: rhythmOf(shop.timezone),
    from,
    random: new Random(seed, `${run}/arrivals`),
  })
  const pending = new Map<number, ShopEvent[]>()
  let number = 0
  let second = secondOf(from)
  for (;;) {
    const at = visits.next().value
    for (; second < secondOf(at); second++) {
      yield* (pending.get(second) ?? []).sort((left, right) => left.atMs - right.atMs)
      pending.delete(second)
    }
    number += 1
    const id = `sim-${run}-${number}`
    for (const event of session(shop, { id, at }, new Random(seed, id))) {
      const due = pending.get(secondOf(event.atMs))
      if (due) due.push(event)
      else pending.set(secondOf(event.atMs), [event])
    }
  }
}

const secondOf = (ms: number) => Math.floor(ms / 1000)

const TRIED = 2000

/** The mean of some, which are not used. */
function eventsPerVisit(shop: SimulatedShop): number {
  const random = new Random(0, 'events per visit')
  let events = 0
  for (let i = 0; i < TRIED; i++) events += session(shop, { id: '', at: 0 }, random).length
  return events / TRIED
}
