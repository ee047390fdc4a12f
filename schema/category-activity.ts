import { categoryActivity } from '../lakehouse/contracts/live/category-activity.ts'
import type { CategoryActivity as Row } from '../lakehouse/live/category-activity.ts'
import { builder } from './builder.ts'
import { sayings } from './says.ts'

const says = sayings(categoryActivity)

export const CategoryActivity = builder.objectRef<Row>('CategoryActivity').implement({
  description: 'What happened to one category in one minute of event time.',
  fields: (t) => ({
    category: t.exposeString('category', says('category')),
    minute: t.expose('minute', { type: 'DateTime', ...says('minute') }),
    views: t.exposeInt('views', says('views')),
    adds: t.exposeInt('adds', says('adds')),
    removes: t.exposeInt('removes', says('removes')),
    purchases: t.exposeInt('purchases', says('purchases')),
  }),
})
