import { geography as contract } from '../lakehouse/contracts/gold/geography.ts'
import { type GeoMetric as Row, geography } from '../lakehouse/serving/geography.ts'
import { listSize } from '../resolvers/bounds.ts'
import { builder } from './builder.ts'
import { GeoLevel } from './enums.ts'
import { listLength } from './list-length.ts'
import { sayings } from './says.ts'

const says = sayings(contract)

const GeoMetric = builder.objectRef<Row>('GeoMetric').implement({
  description: 'What was sold in one place.',
  fields: (t) => ({
    level: t.expose('level', { type: GeoLevel, ...says('level') }),
    country: t.exposeString('country', says('country')),
    region: t.exposeString('region', { nullable: true, ...says('region') }),
    city: t.exposeString('city', { nullable: true, ...says('city') }),
    customers: t.exposeInt('customers', says('customers')),
    orders: t.exposeInt('orders', says('orders')),
    revenue: t.expose('revenue', { type: 'Decimal', ...says('revenue') }),
    share: t.exposeFloat('share', { nullable: true, ...says('share') }),
  }),
})

builder.queryField('geography', (t) =>
  t.field({
    type: [GeoMetric],
    description: 'Places with a sale, by revenue, the highest first.',
    args: {
      level: t.arg({
        type: GeoLevel,
        required: true,
        defaultValue: 'COUNTRY',
        description: 'How far places are told apart.',
      }),
      ...listLength(50),
    },
    resolve: (_root, { level, first }, { reader }) =>
      geography(reader, { level, limit: listSize(first) }),
  }),
)
