import './scalars.ts'
import './publication.ts'
import './customer.ts'
import './segment-summary.ts'
import './product.ts'
import './order.ts'
import './sales-metric.ts'
import './sales-summary.ts'
import './cohort.ts'
import { specifiedDirectives } from 'graphql'
import { builder } from './builder.ts'
import { live } from './live.ts'

export const schema = builder.toSchema({ directives: [...specifiedDirectives, live] })
