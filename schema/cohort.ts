import { cohorts } from '../lakehouse/contracts/gold/cohorts.ts'
import type { CohortCell as CellRow } from '../lakehouse/serving/cohorts.ts'
import { money } from '../resolvers/money.ts'
import { cohortMatrix } from '../resolvers/cohorts.ts'
import { builder } from './builder.ts'
import { CohortBasis } from './enums.ts'
import { DateRange } from './filters.ts'
import { sayings } from './says.ts'

const says = sayings(cohorts)

const CohortCell = builder.objectRef<CellRow>('CohortCell').implement({
  description: 'What a cohort did some months after its first.',
  fields: (t) => ({
    monthsSince: t.exposeInt('monthsSince', says('months_since')),
    active: t.exposeInt('active', says('active')),
    retention: t.exposeFloat('retention', says('retention')),
    orders: t.exposeInt('orders', says('orders')),
    revenue: t.expose('revenue', { type: 'Decimal', ...says('revenue') }),
    cumulativeRevenue: t.expose('cumulativeRevenue', {
      type: 'Decimal',
      ...says('cumulative_revenue'),
    }),
    valuePerCustomer: t.field({
      type: 'Decimal',
      ...says('value_per_customer'),
      resolve: ({ valuePerCustomer }) => money(valuePerCustomer),
    }),
    isComplete: t.exposeBoolean('isComplete', says('is_complete')),
  }),
})

const Cohort = builder.objectRef<readonly CellRow[]>('Cohort').implement({
  description: 'The customers that came in one month.',
  fields: (t) => ({
    month: t.field({
      type: 'Date',
      ...says('cohort_month'),
      resolve: ([first]) => first!.cohortMonth,
    }),
    basis: t.field({ type: CohortBasis, ...says('basis'), resolve: ([first]) => first!.basis }),
    customers: t.int({ ...says('customers'), resolve: ([first]) => first!.customers }),
    cells: t.field({
      type: [CohortCell],
      description: 'By months since, from 0.',
      resolve: (cells) => [...cells],
    }),
  }),
})

builder.queryField('cohorts', (t) =>
  t.field({
    type: [Cohort],
    description: 'By month, the earliest first; months without a customer are left out.',
    args: {
      basis: t.arg({
        type: CohortBasis,
        required: true,
        defaultValue: 'REGISTRATION',
        description: 'Which month a customer belongs to.',
      }),
      range: t.arg({
        type: DateRange,
        description: 'Cohorts whose month starts in it; all by default.',
      }),
      months: t.arg.int({
        required: true,
        defaultValue: 12,
        description: 'Cells of so many months, 1–60.',
      }),
    },
    resolve: (_root, args, context) => cohortMatrix(args, context),
  }),
)
