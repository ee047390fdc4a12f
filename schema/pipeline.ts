import { runPage, tableByName } from '../resolvers/pipeline.ts'
import { latestAlerts } from '../resolvers/alerts.ts'
import { quarantinePage } from '../resolvers/quarantine.ts'
import { messages, topics } from '../resolvers/topics.ts'
import { latestQuality } from '../lakehouse/quality.ts'
import { Alert } from './alert.ts'
import { builder } from './builder.ts'
import { forwardPage } from './connection.ts'
import { JobRunConnection } from './job-run.ts'
import { listLength } from './list-length.ts'
import { QualityResult } from './quality-result.ts'
import { QuarantineConnection } from './quarantined-row.ts'
import { Topic, TopicMessage } from './topic.ts'
import { TableInfoType } from './table-info.ts'

const Pipeline = builder.objectRef<object>('Pipeline').implement({
  description: 'What the data is made of, and what makes it.',
  authScopes: { operator: true },
  fields: (t) => ({
    tables: t.field({
      type: [TableInfoType],
      description: 'All of the lake’s, by name.',
      resolve: async (_pipeline, _args, { lake }) => [...(await lake.tables.all())],
    }),
    table: t.field({
      type: TableInfoType,
      nullable: true,
      description: 'A table by its name; null when there is none.',
      args: { name: t.arg.string({ required: true, description: 'silver.orders' }) },
      resolve: (_pipeline, { name }, context) => tableByName(name, context),
    }),
    runs: t.field({
      type: JobRunConnection,
      description: 'What has run, the latest first.',
      args: { ...forwardPage, job: t.arg.id({ description: 'Of one job: build.' }) },
      resolve: (_pipeline, args, context) => runPage(args, context),
    }),
    quality: t.field({
      type: [QualityResult],
      description: 'What checks found in each table when it was last written, by table and rule.',
      args: {
        table: t.arg.string({ description: 'Of one table: silver.orders.' }),
        failedOnly: t.arg.boolean({
          required: true,
          defaultValue: false,
          description: 'Only checks that did not hold.',
        }),
      },
      resolve: (_pipeline, args, { lake }) => latestQuality(lake, args),
    }),
    quarantine: t.field({
      type: QuarantineConnection,
      description: 'Rows that were set aside and messages that were refused, the latest first.',
      args: {
        ...forwardPage,
        table: t.arg.string({ description: 'Of one table: orders; events: messages.' }),
        rule: t.arg.string({ description: 'That break one rule: orphan.' }),
      },
      resolve: (_pipeline, args, context) => quarantinePage(args, context),
    }),
    alerts: t.field({
      type: [Alert],
      description: 'What needs attention, or did, the latest first.',
      args: listLength(50),
      resolve: (_pipeline, { first }, context) => latestAlerts(first, context),
    }),
    topics: t.field({
      type: [Topic],
      description: 'Where events wait, and what Lakegate tells of them.',
      resolve: (_pipeline, _args, context) => topics(context),
    }),
    messages: t.field({
      type: [TopicMessage],
      description: 'Messages of one partition, the oldest first.',
      args: {
        topic: t.arg.string({ required: true, description: 'orders' }),
        partition: t.arg.int({ required: true, description: 'Counted from 0.' }),
        from: t.arg({
          type: 'BigInt',
          description: 'The first offset; without one the newest messages are given.',
        }),
        ...listLength(50),
      },
      resolve: (_pipeline, args, context) => messages(args, context),
    }),
  }),
})

builder.queryField('pipeline', (t) =>
  t.field({
    type: Pipeline,
    description: 'What the data is made of: the lake as it is now.',
    directives: { live: {} },
    skipTypeScopes: true,
    authScopes: { operator: true },
    resolve: () => ({}),
  }),
)
