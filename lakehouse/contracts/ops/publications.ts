import { boolean, contract, integer, required, string, timestamp } from '../contract.ts'

export const publications = contract({
  name: 'ops.publications',
  grain: 'one row per publication, oldest first',
  key: ['publication_id'],
  columns: {
    publication_id: required(string('Names this consistent set of table versions.')),
    run_id: required(string('The run that published it.')),
    source: required(string('The shop whose files it was built from.')),
    definitions_hash: required(
      string('Changes with any model, contract, source or setting that a figure depends on.'),
    ),
    parameters_hash: required(string('Changes with any setting that models read.')),
    checks_passed: required(integer('Checks that held.')),
    checks_failed: required(integer('Checks of severity fail or warn that did not hold.')),
    is_served: required(
      boolean('False when a check of severity fail did not hold: kept, and not served.'),
    ),
    business_timezone: required(string('Days, weeks and months were cut in it.')),
    tables: required(string('JSON: the version and the rows of every table.')),
    as_of: required(timestamp('The logical moment of the build.', 'UTC')),
    published_at: required(timestamp('When the set became readable.', 'UTC')),
  },
})
