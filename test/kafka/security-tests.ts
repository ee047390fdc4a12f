import { describe, expect, test } from 'vitest'
import type { KafkaSettings } from '../../lakehouse/events/kafka-client.ts'
import { openEventLog } from '../../lakehouse/events/open-event-log.ts'
import { messagesOf, told } from '../events/follow.ts'
import { type Broker, PASSWORD, USER } from './broker.ts'
import { trialSettings } from './trial.ts'

export function securityTests(broker: () => Broker): void {
  const openSecure = (changed: (broker: Broker) => Partial<KafkaSettings>) => {
    const { brokers, ca } = broker().secure
    const settings = trialSettings(brokers)
    const login = { sasl: 'SCRAM-SHA-256', username: USER, password: PASSWORD } as const
    const kafka = { ...settings.kafka, tls: true, ca, ...login, ...changed(broker()) }
    return openEventLog('not needed', { ...settings, kafka })
  }

  describe('TLS and SASL', () => {
    test.each(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const)(
      'let us in: %s',
      async (sasl) => {
        await using log = await openSecure(() => ({ sasl }))
        await log.append(told('k', 10))
        expect(await messagesOf(log, 10)).toHaveLength(10)
      },
    )

    test.each([
      {
        name: 'a wrong password',
        changed: () => ({ password: 'wrong' }),
        told: 'check events.kafka.sasl, username and password',
      },
      {
        name: 'a wrong password, PLAIN',
        changed: () => ({ sasl: 'PLAIN' as const, password: 'wrong' }),
        told: 'check events.kafka.sasl, username and password',
      },
      {
        name: 'an authority that nobody knows',
        changed: () => ({ ca: undefined }),
        told: 'check events.kafka.ca',
      },
      { name: 'TLS that is not spoken', changed: () => ({ tls: false }), told: 'events.kafka.tls' },
      {
        name: 'TLS to a port without',
        changed: ({ brokers }: Broker) => ({ brokers }),
        told: 'check events.kafka.tls',
      },
      {
        name: 'a port where nobody listens',
        changed: () => ({ brokers: ['localhost:1'] }),
        told: 'see whether it runs',
      },
    ])('$name: told soon, with what to do', async ({ changed, told: advice }) => {
      await using log = await openSecure(changed)
      const before = performance.now()
      const failure: unknown = await log.partitions().catch((error: unknown) => error)
      expect(failure).toMatchObject({ code: 'LOG_UNAVAILABLE' })
      expect(String(failure)).toContain(advice)
      expect(String(failure)).not.toContain(PASSWORD)
      expect(performance.now() - before).toBeLessThan(16_000)
      await expect(log.append(told('k', 1))).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })
      await expect(messagesOf(log, 1)).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })
    })
  })
}
