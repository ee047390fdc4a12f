import { contract, required, string, timestamp } from '../contract.ts'

export const alerts = contract({
  name: 'ops.alerts',
  grain:
    'one row per (alert_id, state): when something began to need attention, and when it had passed',
  key: ['alert_id', 'state'],
  sortedBy: ['at'],
  columns: {
    alert_id: required(string('Names the alert; raised and resolved share it.')),
    state: required(string('RAISED or RESOLVED.')),
    kind: required(string('silence, lag or dead_letters.')),
    severity: required(string('INFO, WARNING or CRITICAL.')),
    title: required(string('What it is, in a few words.')),
    message: required(string('What was found, with its number, and what to do.')),
    table_name: string('The table that it is about.'),
    raised_at: required(timestamp('When it began.', 'UTC')),
    at: required(timestamp('When this row’s state began.', 'UTC')),
  },
})
