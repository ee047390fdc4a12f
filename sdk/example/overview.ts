import { SalesOverviewDocument } from 'lakegate-client/documents'
import { client } from './client.ts'

const { salesSummary } = await client.query(SalesOverviewDocument, { top: 3 })
const { range, current, topProducts } = salesSummary
console.log(`${range.from} to ${range.to}: ${current.orders} orders, ${current.revenue}`)

const money = new Intl.NumberFormat('en', { style: 'currency', currency: 'BRL' })
for (const { product, revenue } of topProducts)
  console.log(`${product.name}: ${money.format(revenue.text)}`)
