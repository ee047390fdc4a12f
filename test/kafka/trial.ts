import { randomUUID } from 'node:crypto'
import { Admin } from '@platformatic/kafka'
import type { KafkaSettings } from '../../lakehouse/events/kafka-client.ts'
import { type EventLogSettings, openEventLog } from '../../lakehouse/events/open-event-log.ts'
import type { TrialLog } from '../events/event-log-tests.ts'

/** Settings of a log of its own, with topics that no other has. */
export function trialSettings(brokers: readonly string[]): EventLogSettings {
  const own = randomUUID()
  const kafka: KafkaSettings = {
    brokers,
    tls: false,
    topics: {
      pageViews: `${own}-page-views`,
      cartEvents: `${own}-cart-events`,
      orders: `${own}-orders`,
      deadLetters: `${own}-dead-letters`,
      recommendations: `${own}-recommendations`,
    },
  }
  return { kafka, partitions: 4, retentionDays: 7 }
}

export async function openTrial(brokers: readonly string[]): Promise<TrialLog> {
  const settings = trialSettings(brokers)
  const lake = 'not needed'
  const log = await openEventLog(lake, settings)
  return {
    ...log,
    settings: { lake, ...settings },
    async expire() {
      await withAdmin(brokers, (admin) =>
        admin.deleteRecords({
          topics: Object.values(settings.kafka.topics).map((name) => ({
            name,
            partitions: [0, 1, 2, 3].map((partition) => ({ partition, offset: -1n })),
          })),
        }),
      )
    },
  }
}

export async function withAdmin<Result>(
  brokers: readonly string[],
  ask: (admin: Admin) => Promise<Result>,
): Promise<Result> {
  const admin = new Admin({ clientId: 'tests', bootstrapBrokers: [...brokers] })
  try {
    return await ask(admin)
  } finally {
    await admin.close()
  }
}
