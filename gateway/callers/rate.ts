import type { ServerResponse } from 'node:http'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { refusal } from '../../resolvers/refusal.ts'

/** How often each may ask. */
export interface Rate {
  /**
   * Counts a request of `who`, and tells what is left by the RateLimit headers.
   *
   * Errors: `RATE_LIMITED`, with `Retry-After`.
   */
  readonly count: (who: string, response: Pick<ServerResponse, 'setHeader'>) => Promise<void>
}

const WINDOW_SECONDS = 60

/** `perMinute` 0: as often as they like. */
export function openRate(perMinute: number): Rate {
  if (perMinute === 0) return { count: async () => {} }
  const limiter = new RateLimiterMemory({ points: perMinute, duration: WINDOW_SECONDS })
  const policy = `"caller";q=${perMinute};w=${WINDOW_SECONDS}`

  return {
    async count(who, response) {
      const left = await limiter.consume(who).catch((refused: unknown) => refused)
      if (!(left instanceof RateLimiterRes)) throw left
      const seconds = Math.ceil(left.msBeforeNext / 1000)
      response.setHeader('ratelimit-policy', policy)
      response.setHeader('ratelimit', `"caller";r=${left.remainingPoints};t=${seconds}`)
      if (left.consumedPoints <= perMinute) return
      response.setHeader('retry-after', seconds)
      throw refusal(
        'RATE_LIMITED',
        `${perMinute} requests a minute are allowed: go on in ${seconds} s`,
      )
    },
  }
}
