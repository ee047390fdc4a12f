import { runPage, tableByName } from '../resolvers/pipeline.ts'
import { builder } from './builder.ts'
import { forwardPage } from './connection.ts'
import { JobRunConnection } from './job-run.ts'
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
