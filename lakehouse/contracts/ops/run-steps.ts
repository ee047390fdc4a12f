import { bigint, contract, double, required, string } from '../contract.ts'

export const runSteps = contract({
  name: 'ops.run_steps',
  grain: 'one row per (run_id, table_name) that the run wrote',
  key: ['run_id', 'table_name'],
  columns: {
    run_id: required(string('The run.')),
    table_name: required(string('The table that the step wrote.')),
    version: required(bigint('The version that it wrote.')),
    row_count: required(bigint('Rows of that version.')),
    seconds: required(double('How long the step took.', 'seconds')),
  },
})
