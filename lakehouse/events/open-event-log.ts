import { join } from 'node:path'
import { prepareLake } from '../lake.ts'
import type { EventLog } from './event-log.ts'
import type { TopicSettings } from './kafka-topics.ts'
import { openSqliteLog } from './sqlite-log.ts'

/** What `events` holds of the log. */
export type EventLogSettings = TopicSettings

/**
 * Opens Kafka where brokers are named, else the file `.events.db` in the lake, which is made where it is not there.
 *
 * Errors: `LakehouseError` `LAKE_FOREIGN`, `LAKE_UNWRITABLE`, `STORAGE_FULL`, `LOG_CORRUPT`, `PROTOCOL_UNSUPPORTED` of the file.
 */
export async function openEventLog(lake: string, settings: EventLogSettings): Promise<EventLog> {
  if (settings.kafka.brokers.length > 0) {
    // Only those who have Kafka pay for its client.
    const { openKafkaLog } = await import('./kafka-log.ts')
    return openKafkaLog(settings)
  }
  prepareLake(lake)
  return openSqliteLog({ path: join(lake, '.events.db'), ...settings })
}
