import { contract, required, string, timestamp } from '../contract.ts'

export const runs = contract({
  name: 'ops.runs',
  grain: 'one row per finished run',
  key: ['run_id'],
  columns: {
    run_id: required(string('Names the run.')),
    job: required(string('What ran: build.')),
    status: required(string('SUCCEEDED or FAILED.')),
    error: string('Why it failed.'),
    publication_id: string('What it published; NULL when nothing changed or it failed.'),
    started_at: required(timestamp('When it began.', 'UTC')),
    finished_at: required(timestamp('When it ended.', 'UTC')),
  },
})
