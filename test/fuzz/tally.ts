import type { Answered } from '../gateway/answered.ts'
import { answerOf } from './what-is-allowed.ts'

/** What was answered how often, so that one sees whether requests reach what they are to try. */
export interface Tally {
  readonly add: (what: string, answered: Answered | undefined) => void
  readonly print: () => void
}

export function tally(): Tally {
  const counts = new Map<string, number>()
  const times: number[] = []
  return {
    add(what, answered) {
      const key = `${what}: ${outcomeOf(answered)}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
      if (answered) times.push(answered.tookMs)
    },
    print() {
      const lines = [...counts].sort(([, a], [, b]) => b - a)
      for (const [key, count] of lines) console.log(`${String(count).padStart(7)}  ${key}`)
      times.sort((a, b) => a - b)
      const [median, most] = [0.5, 0.99].map((share) => times[Math.floor(times.length * share)])
      console.log(`median ${ms(median)}, 99 % within ${ms(most)}, longest ${ms(times.at(-1))}`)
    },
  }
}

const ms = (time = 0) => `${Math.round(time)} ms`

function outcomeOf(answered: Answered | undefined): string {
  if (!answered) return 'closed'
  const { data, errors } = answerOf(answered) ?? {}
  const codes = [...new Set(errors?.map(({ extensions: { code } }) => code))].sort()
  const said = [...(data ? ['data'] : []), ...codes].join(' + ')
  return `${answered.status} ${said || (answered.headers['content-type'] ?? 'nothing')}`
}
