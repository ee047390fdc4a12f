import { LakehouseError } from '../errors.ts'
import type { KafkaSettings } from './kafka-client.ts'

/** What to do about a failure, by the first sign that it has. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/suitable SASL mechanism/, 'check events.kafka.tls, sasl and the port'],
  [/PLT_KFK_AUTHENTICATION/, 'check events.kafka.sasl, username and password'],
  [
    /_AUTHORIZATION_FAILED/,
    'events.kafka.username may not do that: let it read and write the topics',
  ],
  [
    /SELF_SIGNED_CERT|UNABLE_TO_|CERT_|ERR_TLS_CERT/,
    'check events.kafka.ca, and the names of events.kafka.brokers',
  ],
  [/requires TLS/, 'set events.kafka.tls'],
  [/TLS handshake|WRONG_VERSION_NUMBER|ERR_SSL/, 'check events.kafka.tls and the port'],
  [/./, 'see whether it runs, and events.kafka.brokers'],
]

/** What a client of Kafka threw as something a caller can act on; what is no failure of Kafka's, as it is. */
export function kafkaFailure(settings: KafkaSettings, cause: unknown): unknown {
  const reasons = [...reasonsOf(cause)]
  if (cause instanceof LakehouseError || !reasons.some(isKafkas)) return cause
  const where = `Kafka at ${settings.brokers.join(', ')}`
  if (tells(cause, /OFFSET_OUT_OF_RANGE/))
    return new LakehouseError('POSITION_EXPIRED', `${where} no longer holds what was to be read`, {
      cause,
    })
  if (tells(cause, /MESSAGE_TOO_LARGE|RECORD_LIST_TOO_LARGE/))
    return new LakehouseError('MESSAGE_TOO_LARGE', `${where} takes smaller messages only`, {
      cause,
    })
  const [, advice] = ADVICE.find(([sign]) => tells(cause, sign))!
  // OpenSSL ends its messages with a line of their own.
  const last = reasons.at(-1)!.message.trim()
  return new LakehouseError('LOG_UNAVAILABLE', `${where}: ${last}; ${advice}`, { cause })
}

/** Whether a broker that answers refuses us, and will until somebody does something about it. */
export function isLasting(cause: unknown): boolean {
  return tells(cause, /OFFSET_OUT_OF_RANGE|SASL_AUTHENTICATION_FAILED|_AUTHORIZATION_FAILED/)
}

/** Whether an error, or one that it came of, has such a code, name in the protocol, or message. */
export function tells(cause: unknown, sign: RegExp): boolean {
  return [...reasonsOf(cause)].some((reason) => sign.test(signsOf(reason)))
}

/** An error, what caused it and what it gathers, outermost first. */
function* reasonsOf(error: unknown): Generator<Error> {
  if (!(error instanceof Error)) return
  yield error
  yield* reasonsOf(error.cause)
  if (error instanceof AggregateError) for (const each of error.errors) yield* reasonsOf(each)
}

const isKafkas = (error: Error) => 'code' in error && String(error.code).startsWith('PLT_KFK_')

function signsOf(error: Error): string {
  const code = 'code' in error ? String(error.code) : ''
  const id = 'apiId' in error ? String(error.apiId) : ''
  return `${code} ${id} ${error.message}`
}
