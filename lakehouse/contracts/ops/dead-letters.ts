import { bigint, contract, date, integer, required, string, timestamp } from '../contract.ts'

export const deadLetters = contract({
  name: 'ops.dead_letters',
  grain: 'one row per message that was refused',
  key: ['dead_letter_id'],
  partitionedBy: ['date'],
  isStreamed: true,
  sortedBy: ['at', 'dead_letter_id'],
  columns: {
    dead_letter_id: required(
      string(
        'topic/partition/offset where it came, or a UUID where it was refused before the log.',
      ),
    ),
    topic: string('Where it came; NULL where it was refused before the log.'),
    partition: integer('Of the topic.'),
    offset: bigint('Its place in the partition.'),
    way: required(string('How it came: log, graphql, http, replay.')),
    key: string('The message’s.'),
    value: required(string('The message as it came.')),
    rule: required(string('unparsable, missing_key, unknown_type or future_event.')),
    reason: required(string('The field, its value and what was expected.')),
    at: required(timestamp('When it was refused.', 'UTC')),
    date: required(date('The day of at.', 'UTC')),
  },
})
