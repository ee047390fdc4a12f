import { deadLetters } from '../../lakehouse/contracts/ops/dead-letters.ts'
import { readLetter } from '../../lakehouse/events/dead-letter.ts'
import { csvLine } from './csv.ts'
import type { SinkForm } from './sink.ts'

/** The topic `dead_letters` as `ops.dead_letters`. */
export const DEAD_LETTER_ROWS: SinkForm = {
  topic: 'dead_letters',
  contract: deadLetters,
  identity: 'dead_letter_id',
  madeAt: 'at',
  read(message) {
    const { id, place, way, key, value, rule, reason, at } = readLetter(message)
    const { topic = null, partition = null, offset = null } = place ?? {}
    const cells = [id, topic, partition, offset, way, key, value, rule, reason, at, at.slice(0, 10)]
    return { id, lines: [csvLine(cells)] }
  },
}
