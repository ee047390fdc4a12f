import { randomInt } from 'node:crypto'
import { leaving } from './leaving.ts'
import { type Ask, customersAtRandom, questionsAsked } from './right.ts'
import { walking } from './walk.ts'
import { wrong } from './wrong.ts'

/** One kind of request: how many of two hundred are of it. */
interface Kind {
  readonly share: number
  readonly ask: Ask
}

/**
 * What many callers ask of the gateway at `url`, mixed. Each call sends one request of a kind at random.
 *
 * Errors: an answer that is not as it should be.
 */
export function mixed(url: string, customerId: string): Ask {
  const walk = walking(url, customerId)
  const { kept, anew, slices } = questionsAsked(url, customerId)
  const kinds: Kind[] = [
    { share: 60, ask: kept },
    { share: 40, ask: anew },
    { share: 39, ask: walk.page },
    { share: 30, ask: customersAtRandom(url, walk.anyone) },
    { share: 1, ask: slices },
    { share: 20, ask: wrong(url) },
    { share: 10, ask: leaving(url) },
  ]
  const asks = kinds.flatMap(({ share, ask }) => Array.from({ length: share }, () => ask))
  return () => asks[randomInt(asks.length)]!()
}
