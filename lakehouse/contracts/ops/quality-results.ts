import { bigint, boolean, contract, required, string, timestamp } from '../contract.ts'

export const qualityResults = contract({
  name: 'ops.quality_results',
  grain: 'one row per (run_id, table_name, rule): what a run found in a table that it wrote',
  key: ['run_id', 'table_name', 'rule'],
  columns: {
    run_id: required(string('The run that checked.')),
    table_name: required(string('The table that was checked.')),
    version: required(bigint('Its version.')),
    rule: required(string('The rule that rows keep.')),
    severity: required(
      string('fail: not served; quarantine: rows were set aside; warn: reported.'),
    ),
    checked: required(bigint('Rows looked at.')),
    failed: required(bigint('Rows that break the rule.')),
    passed: required(boolean('No row breaks it.')),
    checked_at: required(timestamp('When.', 'UTC')),
  },
})
