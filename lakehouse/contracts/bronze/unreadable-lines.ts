import { contract, required, string } from '../contract.ts'
import { ORIGIN } from './canonical.ts'

/** What a raw file holds and no raw table could take: kept whole, so that nothing is lost. */
export const unreadableLines = contract({
  name: 'quarantine.unreadable_lines',
  grain: 'one row a record of a raw file that could not be split into its columns',
  columns: {
    table_name: required(string('The raw table that it would have gone to')),
    text: required(string('The record as it is in the file')),
    reason: required(string('What was found and what was expected')),
    ...ORIGIN,
  },
  key: [],
})
