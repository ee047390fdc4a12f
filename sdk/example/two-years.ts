import { client } from './client.ts'
import { TwoYearsDocument } from './generated/graphql.ts'

const data = await client.query(TwoYearsDocument, {
  this: { from: '2016-01-01', to: '2017-01-01' },
  last: { from: '2015-01-01', to: '2016-01-01' },
})
for (const [i, { start, revenue }] of data.this.entries()) {
  const before = data.last[i]
  if (before) console.log(`${start}: ${revenue}, change ${revenue.minus(before.revenue)}`)
}
