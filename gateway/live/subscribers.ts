import type { IncomingHttpHeaders } from 'node:http'
import { GraphQLError } from 'graphql'
import { refusal } from '../../resolvers/refusal.ts'
import type { Caller } from '../callers/caller.ts'
import type { Callers } from '../callers/callers.ts'

/** Somebody who subscribed, and what it said who it is by. */
interface Subscriber {
  readonly caller: Caller
  readonly headers: Pick<IncomingHttpHeaders, 'authorization'>
  readonly end: (error?: GraphQLError) => void
}

/** All who subscribed to something, counted and looked after. */
export interface Subscribers {
  /** Gives how to leave. Errors: `RATE_LIMITED` for too many of a caller, `UNAVAILABLE` for too many in all, and once closed. */
  readonly enter: (subscriber: Subscriber) => () => void
  readonly count: () => number
  /** Ends all, and lets nobody in. */
  readonly close: () => void
}

export interface SubscribersOptions {
  readonly callers: Pick<Callers, 'of'>
  readonly perCaller: number
  readonly max: number
}

/** A key that is revoked is obeyed within this and a second. */
const CHECK_MS = 2000

export function openSubscribers({ callers, perCaller, max }: SubscribersOptions): Subscribers {
  const all = new Set<Subscriber>()
  const perName = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined
  let isClosed = false

  function count(name: string, by: number): void {
    const now = (perName.get(name) ?? 0) + by
    if (now > 0) perName.set(name, now)
    else perName.delete(name)
  }

  function enter(subscriber: Subscriber): () => void {
    const { name } = subscriber.caller
    if (isClosed) throw STOPPING
    if (all.size >= max) throw refusal('UNAVAILABLE', 'too many subscribe already: try again later')
    if ((perName.get(name) ?? 0) >= perCaller)
      throw refusal('RATE_LIMITED', `${perCaller} subscriptions of a caller are allowed: end some`)
    all.add(subscriber)
    count(name, 1)
    timer ??= setInterval(() => void check(), CHECK_MS).unref()
    return () => {
      if (!all.delete(subscriber)) return
      count(name, -1)
      if (all.size > 0) return
      clearInterval(timer)
      timer = undefined
    }
  }

  /** Whoever is no longer who it was is told so. */
  async function check(): Promise<void> {
    const those = Map.groupBy(all, ({ headers }) => headers.authorization)
    for (const [authorization, subscribers] of those) {
      const found = await callers.of({ authorization }).catch((error: unknown) => error)
      for (const { caller, end } of subscribers) {
        const error = changeOf(caller, found)
        if (error) end(error)
      }
    }
  }

  return {
    enter,
    count: () => all.size,
    close() {
      isClosed = true
      for (const { end } of all) end(STOPPING)
    },
  }
}

/** An issuer that cannot be reached changes nothing. */
function changeOf(before: Caller, found: unknown): GraphQLError | undefined {
  if (found instanceof GraphQLError)
    return found.extensions['code'] === 'UNAUTHENTICATED' ? found : undefined
  if (!isCaller(found)) return undefined
  const isSame =
    found.name === before.name && found.scopes.symmetricDifference(before.scopes).size === 0
  return isSame ? undefined : CHANGED
}

function isCaller(found: unknown): found is Caller {
  return typeof found === 'object' && found !== null && 'scopes' in found && 'name' in found
}

const STOPPING = refusal('UNAVAILABLE', 'the gateway stops: subscribe again')
const CHANGED = refusal('UNAUTHENTICATED', 'what this caller may do has changed: subscribe again')
