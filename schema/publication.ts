import type { ServedPublication, TableVersion } from '../lakehouse/serving/publication.ts'
import { Following } from '../resolvers/following.ts'
import { publicationById, publicationPage, publishedAs } from '../resolvers/publications.ts'
import { builder } from './builder.ts'
import { connectionType, forwardPage } from './connection.ts'

const TableVersionType = builder.objectRef<TableVersion>('TableVersion').implement({
  description: 'Which version of a table a publication holds.',
  fields: (t) => ({
    table: t.exposeString('table', { description: 'Its name: silver.orders.' }),
    version: t.expose('version', {
      type: 'BigInt',
      description: 'The version of the Delta table.',
    }),
    rows: t.expose('rows', { type: 'BigInt', description: 'How many rows it has.' }),
  }),
})

export const Publication = builder.objectRef<ServedPublication>('Publication')

builder.node(Publication, {
  description: 'A consistent set of table versions: all figures of an answer come from one.',
  id: { resolve: ({ publicationId }) => publicationId },
  loadWithoutCache: publicationById,
  fields: (t) => ({
    publicationId: t.exposeID('publicationId', { description: 'Its own key.' }),
    publishedAt: t.expose('publishedAt', {
      type: 'DateTime',
      description: 'When it became readable.',
    }),
    asOf: t.expose('asOf', { type: 'DateTime', description: 'The logical moment of the build.' }),
    isCurrent: t.boolean({
      description: 'Whether new requests read it.',
      directives: { live: {} },
      resolve: ({ publicationId }, _args, { lake }) => lake.isCurrent(publicationId),
    }),
    isServed: t.boolean({
      description: 'False when a check of severity fail did not hold: kept, and cannot be read.',
      directives: { live: {} },
      resolve: async (publication, _args, context) =>
        (await publishedAs(publication, context)).isServed,
    }),
    keptUntil: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'Until when it can be read: serving.keepAll days after a later one took its place, serving.keep days for the last of its day (UTC); null for the current one, which has no end yet.',
      directives: { live: {} },
      resolve: async (publication, _args, context) =>
        (await publishedAs(publication, context)).keptUntil,
    }),
    runId: t.exposeID('runId', { description: 'The run that published it.' }),
    definitionsHash: t.exposeString('definitionsHash', {
      description: 'Changes with any model, contract, source or setting that a figure depends on.',
    }),
    checksPassed: t.exposeInt('checksPassed', { description: 'Checks that held.' }),
    checksFailed: t.exposeInt('checksFailed', { description: 'Checks that did not hold.' }),
    tables: t.field({
      type: [TableVersionType],
      description: 'The versions that it holds, by name.',
      resolve: ({ tables }) => tables,
    }),
  }),
})

const PublicationConnection = connectionType('Publication', Publication)

builder.queryFields((t) => ({
  publication: t.field({
    type: Publication,
    description: 'The consistent set of table versions that this answer comes from.',
    resolve: (_root, _args, { reader }) => reader.publication,
  }),
  publications: t.field({
    type: PublicationConnection,
    description: 'All that the lake has had, the newest first.',
    directives: { live: {} },
    args: forwardPage,
    resolve: (_root, args, context) => publicationPage(args, context),
  }),
}))

builder.subscriptionField('publicationMade', (t) =>
  t.field({
    type: Publication,
    description: 'Each publication once questions are answered from it.',
    subscribe: () => new Following<ServedPublication>({ of: 'publications' }),
    resolve: (publication) => publication,
  }),
)
