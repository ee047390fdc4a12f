import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import type { BaseOptions } from '@platformatic/kafka'
import { LakehouseError } from '../errors.ts'
import type { Topic } from './topics.ts'

/** What `events.kafka` holds. */
export interface KafkaSettings {
  readonly brokers: readonly string[]
  readonly tls: boolean
  /** A PEM file. */
  readonly ca?: string | undefined
  readonly sasl?: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512' | undefined
  readonly username?: string | undefined
  readonly password?: string | undefined
  readonly topics: {
    readonly pageViews: string
    readonly cartEvents: string
    readonly orders: string
    readonly deadLetters: string
    readonly recommendations: string
  }
}

/** What Kafka calls each topic. */
export function kafkaNames({ topics }: KafkaSettings): Readonly<Record<Topic, string>> {
  return {
    page_views: topics.pageViews,
    cart_events: topics.cartEvents,
    orders: topics.orders,
    dead_letters: topics.deadLetters,
    recommendations: topics.recommendations,
  }
}

/** How every client of ours speaks to the brokers. Errors: `LakehouseError` `LOG_UNAVAILABLE` without its PEM file. */
export function clientOptions(settings: KafkaSettings): BaseOptions {
  const { brokers, tls, ca, sasl, username, password } = settings
  return {
    clientId: 'lakegate',
    bootstrapBrokers: [...brokers],
    connectTimeout: 3000,
    requestTimeout: 8000,
    timeout: 5000,
    retries: 2,
    retryDelay: 200,
    ...(tls && { tls: ca === undefined ? {} : { ca: readPem(ca) } }),
    // Shared clusters choose the certificate by it; an address is no name.
    ...(tls && brokers.every(isNamed) && { tlsServerName: true }),
    ...(sasl && { sasl: { mechanism: sasl, username: username ?? '', password: password ?? '' } }),
  }
}

function readPem(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new LakehouseError(
      'LOG_UNAVAILABLE',
      `events.kafka.ca: ${why}; name a PEM file that can be read`,
      { cause },
    )
  }
}

const isNamed = (broker: string) => isIP(broker.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')) === 0
