import { seasonality as contract } from '../lakehouse/contracts/gold/seasonality.ts'
import { type QuarterSeason as Row, seasonality } from '../lakehouse/serving/seasonality.ts'
import { builder } from './builder.ts'
import { sayings } from './says.ts'

const says = sayings(contract)

const QuarterSeason = builder.objectRef<Row>('QuarterSeason').implement({
  description: 'How much of its year a quarter sells.',
  fields: (t) => ({
    year: t.exposeInt('year', says('year')),
    quarter: t.exposeInt('quarter', says('quarter')),
    revenue: t.expose('revenue', { type: 'Decimal', ...says('revenue') }),
    index: t.exposeFloat('index', says('index')),
  }),
})

builder.queryField('seasonality', (t) =>
  t.field({
    type: [QuarterSeason],
    description: 'Quarters of the years whose four are all there and complete, in order.',
    resolve: (_root, _args, { reader }) => seasonality(reader),
  }),
)
