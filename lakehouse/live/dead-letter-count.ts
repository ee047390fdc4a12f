import { deadLetters } from '../contracts/ops/dead-letters.ts'
import { bigintCell } from '../serving/cells.ts'
import { sql } from '../sql.ts'
import { liveQuestion } from './live-question.ts'

/** Messages that were refused, of all time: in the log, and before they came there. */
export const deadLetterCount = liveQuestion(
  async ({ table, rows }, _asked: null): Promise<bigint> => {
    const [row] = await rows(
      sql`select count(*) as letters from ${await table(deadLetters)} as letters`,
    )
    return bigintCell(row, 'letters')
  },
)
