import { expect, test } from 'vitest'
import { LakehouseError } from '../../lakehouse/errors.ts'
import { clientOptions } from '../../lakehouse/events/kafka-client.ts'
import { kafkaFailure } from '../../lakehouse/events/kafka-failure.ts'
import { EVENTS } from './default-events.ts'

const KAFKA = { ...EVENTS.kafka, brokers: ['127.0.0.1:1'], tls: true, ca: '/not/there.pem' }

test('a PEM file that cannot be read is told by its setting', () => {
  expect(() => clientOptions(KAFKA)).toThrow(LakehouseError)
  expect(() => clientOptions(KAFKA)).toThrow(/^events\.kafka\.ca: ENOENT.*\/not\/there\.pem.*read$/)
})

test('a failure is one line', () => {
  const cause = Object.assign(new Error('Cannot connect'), {
    code: 'PLT_KFK_NETWORK',
    cause: new Error('SSL routines:wrong version number:tlsany_meth.c:77:\n'),
  })
  expect(kafkaFailure(KAFKA, cause)).toMatchObject({
    message: expect.stringMatching(/^Kafka at 127\.0\.0\.1:1: SSL.*:77:; \S.*$/),
  })
})
