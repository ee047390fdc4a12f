import { Decimal, LakegateError, createClient } from 'lakegate-client'
import { CustomersPageDocument, SalesOverviewDocument } from 'lakegate-client/documents'
import { TwoYearsDocument } from './generated/graphql.ts'

const client = createClient({
  url: process.env['LAKEGATE_URL'] ?? 'http://127.0.0.1:4000/graphql',
  token: process.env['LAKEGATE_TOKEN'],
})
const money = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD' })

async function overview(): Promise<void> {
  const { salesSummary } = await client.query(SalesOverviewDocument, { top: 3 })
  const { range, current, topProducts } = salesSummary
  console.log(`${range.from} to ${range.to}: ${current.orders} orders, ${current.revenue}`)
  for (const { product, revenue } of topProducts)
    console.log(`  ${product.name}: ${money.format(revenue.text)}`)
}

async function customers(): Promise<void> {
  const pages = client.pages(
    CustomersPageDocument,
    { first: 4, orderBy: [{ by: 'REVENUE' }] },
    { connection: (data) => data.customers },
  )
  const revenues: Decimal[] = []
  for await (const { nodes } of pages)
    revenues.push(...nodes.map(({ analytics }) => analytics.revenue))
  console.log(`${revenues.length} customers: ${Decimal.sum(revenues)}`)
}

async function twoYears(): Promise<void> {
  const year = (from: number) => ({ from: `${from}-01-01`, to: `${from + 1}-01-01` }) as const
  const { last } = await client.query(TwoYearsDocument, { this: year(2016), last: year(2015) })
  const best = last.toSorted((a, b) => b.revenue.compare(a.revenue))[0]
  console.log(`the best month: ${best?.month}, ${best?.revenue}`)
}

try {
  await overview()
  await customers()
  await twoYears()
  await client.query(CustomersPageDocument, { first: 501 })
} catch (error) {
  if (!(error instanceof LakegateError)) throw error
  console.log(`${error.code}: ${error.message}`)
}
