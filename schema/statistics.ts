import { correlations as correlationsContract } from '../lakehouse/contracts/gold/correlations.ts'
import { statistics as statisticsContract } from '../lakehouse/contracts/gold/statistics.ts'
import {
  type Correlation as CorrelationRow,
  type MeasureStatistics as MeasureRow,
  correlations,
  measureStatistics,
} from '../lakehouse/serving/statistics.ts'
import { builder } from './builder.ts'
import { sayings } from './says.ts'

const saysOfMeasure = sayings(statisticsContract)
const saysOfPair = sayings(correlationsContract)

const MeasureStatistics = builder.objectRef<MeasureRow>('MeasureStatistics').implement({
  description: 'How one measure is spread.',
  fields: (t) => ({
    measure: t.exposeString('measure', saysOfMeasure('measure')),
    count: t.exposeInt('count', saysOfMeasure('count')),
    mean: t.exposeFloat('mean', { nullable: true, ...saysOfMeasure('mean') }),
    standardDeviation: t.exposeFloat('standardDeviation', {
      nullable: true,
      ...saysOfMeasure('standard_deviation'),
    }),
    minimum: t.exposeFloat('minimum', { nullable: true, ...saysOfMeasure('minimum') }),
    q1: t.exposeFloat('q1', { nullable: true, ...saysOfMeasure('q1') }),
    median: t.exposeFloat('median', { nullable: true, ...saysOfMeasure('median') }),
    q3: t.exposeFloat('q3', { nullable: true, ...saysOfMeasure('q3') }),
    maximum: t.exposeFloat('maximum', { nullable: true, ...saysOfMeasure('maximum') }),
  }),
})

const Correlation = builder.objectRef<CorrelationRow>('Correlation').implement({
  description: 'How two measures of a line go together.',
  fields: (t) => ({
    x: t.exposeString('x', saysOfPair('x')),
    y: t.exposeString('y', saysOfPair('y')),
    r: t.exposeFloat('r', { nullable: true, ...saysOfPair('r') }),
    n: t.exposeInt('n', saysOfPair('n')),
  }),
})

const Statistics = builder.objectRef<object>('Statistics').implement({
  description: 'How sales are spread, and what goes together.',
  fields: (t) => ({
    measures: t.field({
      type: [MeasureStatistics],
      description: 'Always five: order_value, items, discount, delivery_days, rating.',
      resolve: (_statistics, _args, { reader }) => measureStatistics(reader),
    }),
    correlations: t.field({
      type: [Correlation],
      description: 'Always fifteen: every pair of six measures of a line.',
      resolve: (_statistics, _args, { reader }) => correlations(reader),
    }),
  }),
})

builder.queryField('statistics', (t) =>
  t.field({
    type: Statistics,
    description: 'How sales are spread, and what goes together.',
    resolve: () => ({}),
  }),
)
