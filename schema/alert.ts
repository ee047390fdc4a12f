import { type Alert as Row, alertsRaised } from '../resolvers/alerts.ts'
import { builder } from './builder.ts'
import { Severity } from './severity.ts'

export const Alert = builder.objectRef<Row>('Alert').implement({
  description: 'Something that needs attention, or did.',
  authScopes: { operator: true },
  fields: (t) => ({
    id: t.exposeID('alertId', { description: 'Names it; it keeps it when it has passed.' }),
    severity: t.expose('severity', { type: Severity, description: 'How much attention.' }),
    title: t.exposeString('title', { description: 'What it is, in a few words.' }),
    message: t.exposeString('message', {
      description: 'What was found, with its number, and what to do.',
    }),
    at: t.expose('raisedAt', { type: 'DateTime', description: 'When it began.' }),
    resolvedAt: t.expose('resolvedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it had passed; null while it needs attention.',
    }),
    table: t.exposeString('tableName', {
      nullable: true,
      description: 'The table that it is about.',
    }),
  }),
})

builder.subscriptionField('alertRaised', (t) =>
  t.field({
    type: Alert,
    description: 'An alert when it begins, and again, with resolvedAt, when it has passed.',
    skipTypeScopes: true,
    authScopes: { operator: true },
    args: {
      minimum: t.arg({
        type: Severity,
        required: true,
        defaultValue: 'WARNING',
        description: 'Those of less are left out.',
      }),
    },
    subscribe: (_root, args) => alertsRaised(args),
    resolve: (alert) => alert,
  }),
)
