import { segments } from '../lakehouse/contracts/gold/segments.ts'
import type { SegmentSummary as Row } from '../lakehouse/serving/segments.ts'
import { customerSegments } from '../resolvers/customers.ts'
import { money } from '../resolvers/money.ts'
import { builder } from './builder.ts'
import { CustomerFilter } from './customer-filter.ts'
import { SEGMENT_NAMES, Segment } from './enums.ts'
import { sayings } from './says.ts'

const says = sayings(segments)

const SegmentSummary = builder.objectRef<Row>('SegmentSummary').implement({
  description: 'The customers of one segment; shares are of the customers that fit.',
  fields: (t) => ({
    segment: t.expose('segment', { type: Segment, ...says('segment') }),
    customers: t.exposeInt('customers', says('customers')),
    share: t.exposeFloat('share', { nullable: true, ...says('share') }),
    revenue: t.expose('revenue', { type: 'Decimal', ...says('revenue') }),
    revenueShare: t.exposeFloat('revenueShare', { nullable: true, ...says('revenue_share') }),
    averageClv: t.field({
      type: 'Decimal',
      nullable: true,
      ...says('average_clv'),
      resolve: ({ averageClv }) => money(averageClv),
    }),
    averageRecencyDays: t.exposeFloat('averageRecencyDays', {
      nullable: true,
      ...says('average_recency_days'),
    }),
  }),
})

builder.queryField('customerSegments', (t) =>
  t.field({
    type: [SegmentSummary],
    description: `All seven: ${SEGMENT_NAMES.join(', ')}.`,
    args: {
      where: t.arg({ type: CustomerFilter, description: 'Of which customers; all by default.' }),
    },
    resolve: (_root, { where }, context) =>
      customerSegments({ where, segments: SEGMENT_NAMES }, context),
  }),
)
