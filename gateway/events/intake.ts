import { refusal } from '../../resolvers/refusal.ts'
import type { Exchange } from '../exchange.ts'

/** Bodies of events that are being taken. */
export interface Intake {
  /** Until it is disposed. Errors: `RATE_LIMITED`, with `Retry-After`, where so many are taken that the log cannot keep up. */
  readonly enter: (caller: string, response: Exchange['response']) => Disposable
}

/** Each holds the disk, or a broker, for a chunk at a time. */
const AT_ONCE = 16
/** Who sends more delays only itself. */
const OF_A_CALLER = 4

export function openIntake(): Intake {
  const entered = new Map<string, number>()
  let all = 0

  return {
    enter(caller, response) {
      const own = entered.get(caller) ?? 0
      if (own >= OF_A_CALLER || all >= AT_ONCE) {
        response.setHeader('retry-after', 1)
        throw refusal(
          'RATE_LIMITED',
          'the log takes as many bodies of events as it can: send this one again in a second',
        )
      }
      entered.set(caller, own + 1)
      all += 1
      return {
        [Symbol.dispose]() {
          const left = entered.get(caller)! - 1
          all -= 1
          if (left === 0) entered.delete(caller)
          else entered.set(caller, left)
        },
      }
    },
  }
}
