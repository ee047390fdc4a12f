import type {
  Topic as Row,
  TopicMessage as Message,
  TopicPartition as Partition,
} from '../resolvers/topics.ts'
import { builder } from './builder.ts'

const TopicPartition = builder.objectRef<Partition>('TopicPartition').implement({
  description: 'A part of a topic, whose messages keep their order.',
  fields: (t) => ({
    partition: t.exposeInt('partition', { description: 'Counted from 0.' }),
    firstOffset: t.expose('firstOffset', {
      type: 'BigInt',
      description: 'Of the oldest message that is still kept.',
    }),
    nextOffset: t.expose('nextOffset', {
      type: 'BigInt',
      description: 'Of the message that comes next.',
    }),
    lag: t.expose('lag', { type: 'BigInt', description: 'Messages that are in no table yet.' }),
  }),
})

export const Topic = builder.objectRef<Row>('Topic').implement({
  description: 'Where messages of one kind wait to be processed.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'By Lakegate’s name, whatever Kafka calls it.' }),
    partitions: t.field({
      type: [TopicPartition],
      description: 'In their order.',
      resolve: ({ partitions }) => [...partitions],
    }),
  }),
})

export const TopicMessage = builder.objectRef<Message>('TopicMessage').implement({
  description:
    'A message as the log has it; without pii, fields that tell who a person is are ***, and so is a key that names a customer.',
  fields: (t) => ({
    offset: t.expose('offset', { type: 'BigInt', description: 'Its place in the partition.' }),
    key: t.exposeString('key', {
      nullable: true,
      description: 'Messages of one key keep their order; null without one.',
    }),
    at: t.expose('at', { type: 'DateTime', description: 'When the log got it.' }),
    value: t.exposeString('value', {
      description: 'JSON, as a rule; without pii, what is none is *** as a whole.',
    }),
  }),
})
