import { qualityResults } from '../lakehouse/contracts/ops/quality-results.ts'
import type { QualityResult as Row } from '../lakehouse/quality.ts'
import { builder } from './builder.ts'
import { sayings } from './says.ts'
import { Severity } from './severity.ts'

const says = sayings(qualityResults)

export const QualityResult = builder.objectRef<Row>('QualityResult').implement({
  description: 'What a check found in a table, when it was last written.',
  fields: (t) => ({
    table: t.exposeString('tableName', says('table_name')),
    rule: t.exposeString('rule', says('rule')),
    severity: t.field({
      type: Severity,
      description:
        'CRITICAL: what breaks it is not served; else WARNING: rows are set aside, or it is reported.',
      resolve: ({ severity }) => (severity === 'fail' ? 'CRITICAL' : 'WARNING'),
    }),
    checked: t.expose('checked', { type: 'BigInt', ...says('checked') }),
    failed: t.expose('failed', { type: 'BigInt', ...says('failed') }),
    passed: t.exposeBoolean('passed', says('passed')),
    at: t.expose('checkedAt', { type: 'DateTime', ...says('checked_at') }),
    runId: t.exposeID('runId', says('run_id')),
  }),
})
