import { LRUCache } from 'lru-cache'
import { type Flights, openFlights } from '../flights.ts'
import type { LiveMoment, LiveReader, LiveTables } from './live-reader.ts'

/** Answers of one question that are kept until the next commit. */
const KEPT_MAX = 100

interface Kept<Answer> {
  readonly answers: LRUCache<string, { readonly answer: Answer }>
  readonly flights: Flights<Answer>
}

/** Makes a question to the live tables that is read once for all who ask the same until the next commit. */
export function liveQuestion<Asked, Answer>(
  read: (tables: LiveTables, asked: Asked) => Promise<Answer>,
): (reader: LiveReader, asked: Asked) => Promise<Answer> {
  const moments = new WeakMap<LiveMoment, Kept<Answer>>()

  function keptOf(moment: LiveMoment): Kept<Answer> {
    const kept = moments.get(moment) ?? {
      answers: new LRUCache({ max: KEPT_MAX }),
      flights: openFlights<Answer>(),
    }
    moments.set(moment, kept)
    return kept
  }

  return async ({ moment, signal, tables }, asked) => {
    const { answers, flights } = keptOf(moment)
    const key = JSON.stringify(asked, (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    )
    const known = answers.get(key)
    if (known) return known.answer
    const answer = await flights.join(key, signal, (stop) => read(tables(stop), asked))
    answers.set(key, { answer })
    return answer
  }
}
