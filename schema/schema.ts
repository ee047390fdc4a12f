import './scalars.ts'
import './publication.ts'
import './customer.ts'
import './segment-summary.ts'
import './product.ts'
import './category.ts'
import './store.ts'
import './review.ts'
import './order.ts'
import './sales-metric.ts'
import './sales-summary.ts'
import './sales.ts'
import './sales-trend.ts'
import './quarter-season.ts'
import './product-sales.ts'
import './geo-metric.ts'
import './cohort.ts'
import './operations.ts'
import './statistics.ts'
import './recommendation.ts'
import './pipeline.ts'
import './publish-events.ts'
import './subscription.ts'
import './live-order.ts'
import './live-event.ts'
import './basket-recommendation.ts'
import './alert.ts'
import { GraphQLSchema, assertScalarType, specifiedDirectives } from 'graphql'
import { asOf } from './as-of.ts'
import { builder } from './builder.ts'
import { live } from './live.ts'

const built = builder.toSchema({ directives: [...specifiedDirectives, live] })

export const schema = new GraphQLSchema({
  ...built.toConfig(),
  directives: [...built.getDirectives(), asOf(assertScalarType(built.getType('DateTime')))],
})
