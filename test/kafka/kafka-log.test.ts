import { afterAll, beforeAll, describe } from 'vitest'
import { eventLogTests } from '../events/event-log-tests.ts'
import { type Broker, openBroker } from './broker.ts'
import { kafkaClasspath } from './classpath.ts'
import { foreignTests } from './foreign-tests.ts'
import { securityTests } from './security-tests.ts'
import { openTrial } from './trial.ts'

const classpath = kafkaClasspath()

describe.skipIf(classpath === undefined)('Apache Kafka', () => {
  let broker: Broker

  beforeAll(async () => {
    broker = await openBroker(classpath!)
  })

  afterAll(async () => {
    await broker[Symbol.asyncDispose]()
  })

  eventLogTests(() => openTrial(broker.brokers))
  foreignTests(() => broker)
  securityTests(() => broker)
})
