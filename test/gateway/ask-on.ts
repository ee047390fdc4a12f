import { setTimeout as delay } from 'node:timers/promises'
import type { Gateway } from '../../gateway/gateway.ts'
import { type Going, untilStopped } from '../stream/until-stopped.ts'
import { ask } from './ask.ts'

/** Somebody who asks again and again. `stop` gives how often, and fails with the first errors that were answered. */
export interface AskingOn extends Going<number> {
  readonly asked: () => number
}

/** Below what a caller may ask in a minute. */
const EACH_MS = 60

/** `queryOf` gives the question of each time, counted from 0. */
export function askOn(gateway: Gateway, queryOf: (time: number) => string): AskingOn {
  let asked = 0
  const going = untilStopped(async (signal) => {
    for (; !signal.aborted; asked++) {
      const { errors } = await ask(gateway, queryOf(asked))
      if (errors) throw new Error(JSON.stringify(errors))
      await delay(EACH_MS)
    }
    return asked
  })
  return { ...going, asked: () => asked }
}
