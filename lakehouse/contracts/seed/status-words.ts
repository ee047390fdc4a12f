import { contract, required, string } from '../contract.ts'

export const statusWords = contract({
  name: 'seed.status_words',
  grain: 'one row per field and word',
  columns: {
    field: required(string('The column that the source says it in: status or payment_status.')),
    word: required(string('The source’s word, trimmed, lower case.')),
    status: string(
      'PENDING, CONFIRMED, SHIPPED, DELIVERED or CANCELLED; NULL where the word says nothing of it.',
    ),
    payment_status: string(
      'PENDING, COMPLETED, FAILED or REFUNDED; NULL where the word says nothing of it.',
    ),
  },
  key: ['field', 'word'],
})
