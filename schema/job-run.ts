import type { Run, RunStep } from '../lakehouse/runs.ts'
import { runSteps } from '../lakehouse/contracts/ops/run-steps.ts'
import { runs } from '../lakehouse/contracts/ops/runs.ts'
import { publicationOfRun } from '../resolvers/pipeline.ts'
import { builder } from './builder.ts'
import { connectionType } from './connection.ts'
import { Publication } from './publication.ts'
import { sayings } from './says.ts'

const says = sayings(runs)
const saysOfStep = sayings(runSteps)

/** Any word that the table holds is checked when it is written out. */
const STATUSES: Readonly<Record<string, { description: string }>> = {
  QUEUED: { description: 'It waits for its turn.' },
  RUNNING: { description: 'It works.' },
  SUCCEEDED: { description: 'It ended well.' },
  FAILED: { description: 'It ended with an error.' },
  CANCELLED: { description: 'It was stopped.' },
}

const RunStatus = builder.enumType('RunStatus', {
  description: 'How far a run has come.',
  values: STATUSES,
})

const JobStep = builder.objectRef<RunStep>('JobStep').implement({
  description: 'A table that a run wrote; those that it found unchanged have no step.',
  fields: (t) => ({
    table: t.exposeString('tableName', saysOfStep('table_name')),
    rows: t.expose('rowCount', { type: 'BigInt', nullable: true, ...saysOfStep('row_count') }),
    seconds: t.exposeFloat('seconds', { nullable: true, ...saysOfStep('seconds') }),
  }),
})

const JobRun = builder.objectRef<Run>('JobRun')

builder.node(JobRun, {
  description: 'One run of a job.',
  directives: { live: {} },
  authScopes: { operator: true },
  runScopesOnType: true,
  id: { resolve: ({ runId }) => runId },
  loadWithoutCache: (runId, { liveLoaders }) => liveLoaders.run.load(runId),
  fields: (t) => ({
    runId: t.exposeID('runId', says('run_id')),
    job: t.exposeID('job', says('job')),
    status: t.expose('status', { type: RunStatus, ...says('status') }),
    startedAt: t.expose('startedAt', { type: 'DateTime', nullable: true, ...says('started_at') }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      ...says('finished_at'),
    }),
    asOf: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'The logical moment of what it published; null when it published nothing.',
      resolve: async (run, _args, context) => (await publicationOfRun(run, context))?.asOf,
    }),
    error: t.exposeString('error', { nullable: true, ...says('error') }),
    steps: t.field({
      type: [JobStep],
      description: 'The tables that it wrote, by name.',
      resolve: ({ runId }, _args, { liveLoaders }) => liveLoaders.runSteps.load(runId),
    }),
    publication: t.field({
      type: Publication,
      nullable: true,
      ...says('publication_id'),
      resolve: (run, _args, context) => publicationOfRun(run, context),
    }),
  }),
})

export const JobRunConnection = connectionType('JobRun', JobRun)
