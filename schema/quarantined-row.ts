import { quarantined } from '../lakehouse/quarantined.ts'
import type { QuarantinedRow as Row } from '../lakehouse/quarantined.ts'
import { builder } from './builder.ts'
import { connectionType } from './connection.ts'
import { sayings } from './says.ts'

const says = sayings(quarantined)

const QuarantinedRow = builder.objectRef<Row>('QuarantinedRow').implement({
  description: 'A row that was set aside, or a message that was refused.',
  fields: (t) => ({
    id: t.exposeID('rowId', { description: 'Names it as long as it is set aside.' }),
    table: t.exposeString('tableName', says('table_name')),
    rule: t.exposeString('rule', says('rule')),
    reason: t.exposeString('reason', {
      description:
        'The column or field, its value and what was expected; *** instead of a personal value without pii.',
    }),
    row: t.exposeString('content', {
      description: 'JSON, as it came; without pii, fields that tell who a person is are ***.',
    }),
    source: t.exposeString('source', says('source')),
    line: t.expose('line', { type: 'BigInt', nullable: true, ...says('line') }),
    at: t.expose('readAt', { type: 'DateTime', ...says('read_at') }),
  }),
})

export const QuarantineConnection = connectionType('Quarantine', QuarantinedRow)
