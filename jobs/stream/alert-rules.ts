import { instantOf } from '../../lakehouse/instant.ts'
import { MINUTE_MS } from '../../lakehouse/durations.ts'

/** When something needs attention. */
export interface AlertLimits {
  /** Minutes without an event, on a lake that had some. */
  readonly silenceMinutes: number
  /** Messages that are in no table yet. */
  readonly lag: number
  /** Refused ÷ all of the latest messages, 0–1. */
  readonly deadLetterShare: number
}

/** What is known at one moment; times are milliseconds since 1970. */
export interface AlertFacts {
  readonly now: number
  /** When the latest event came; undefined before the first. */
  readonly lastEventAt: number | undefined
  readonly lag: bigint
  /** Messages of the last minutes, refused ones too. */
  readonly came: number
  /** Of them. */
  readonly refused: number
}

interface Judgement {
  /** Between bad and good an alert stays as it is: a figure about its limit would raise it again and again. */
  readonly is: 'bad' | 'between' | 'good'
  /** What was found, with its number; where it is bad, what to do. */
  readonly message: string
}

export interface AlertRule {
  readonly kind: 'silence' | 'lag' | 'dead_letters'
  readonly title: string
  /** The table that it is about. */
  readonly table: string
  readonly judge: (facts: AlertFacts, limits: AlertLimits) => Judgement
}

/** What has passed is below this part of its limit. */
const GOOD_BELOW = 0.5
/** Fewer messages tell nothing of a share. */
const MESSAGES_MIN = 100

export const ALERT_RULES: readonly AlertRule[] = [
  { kind: 'silence', title: 'No events come', table: 'bronze.events', judge: silence },
  { kind: 'lag', title: 'Events wait to be processed', table: 'bronze.events', judge: lag },
  {
    kind: 'dead_letters',
    title: 'Messages are refused',
    table: 'ops.dead_letters',
    judge: letters,
  },
]

function silence({ now, lastEventAt }: AlertFacts, { silenceMinutes }: AlertLimits): Judgement {
  if (lastEventAt === undefined) return { is: 'good', message: 'No event has ever come.' }
  const minutes = (now - lastEventAt) / MINUTE_MS
  const since = `${Math.floor(minutes)} minutes ago, at ${instantOf(lastEventAt)}`
  return {
    is: against(minutes, silenceMinutes),
    message:
      minutes >= silenceMinutes
        ? `The last event came ${since}: look whether the shop still sends, and where to. alerts.silenceMinutes is ${silenceMinutes}.`
        : `Events come: the last one ${since}.`,
  }
}

function lag({ lag: waiting }: AlertFacts, { lag: limit }: AlertLimits): Judgement {
  const messages = Number(waiting)
  return {
    is: against(messages, limit),
    message:
      messages >= limit
        ? `${messages} messages wait in the log: the processor stands still or is too slow; its log says which, and pipeline { topics } which partitions. alerts.lag is ${limit}.`
        : `${messages} messages wait in the log.`,
  }
}

function letters({ came, refused }: AlertFacts, { deadLetterShare }: AlertLimits): Judgement {
  const share = came === 0 ? 0 : refused / came
  const found = `${refused} of the last ${came} messages were refused, ${(share * 100).toFixed(1)} %`
  const is = against(share, deadLetterShare)
  return {
    is: is === 'bad' && came < MESSAGES_MIN ? 'between' : is,
    message:
      is === 'bad'
        ? `${found}: pipeline { quarantine(table: "events") } says why. alerts.deadLetterShare is ${deadLetterShare}.`
        : `${found}.`,
  }
}

function against(value: number, limit: number): Judgement['is'] {
  if (value >= limit) return 'bad'
  return value < limit * GOOD_BELOW ? 'good' : 'between'
}
