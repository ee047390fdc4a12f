import { Decimal } from 'lakegate-client'
import { CustomersPageDocument } from 'lakegate-client/documents'
import { client } from './client.ts'

const pages = client.pages(
  CustomersPageDocument,
  { first: 5, where: { orders: { gt: 0 } } },
  { connection: (data) => data.customers },
)
const revenues: Decimal[] = []
for await (const { nodes } of pages)
  revenues.push(...nodes.map(({ analytics }) => analytics.revenue))

console.log(`${revenues.length} buyers: ${Decimal.sum(revenues)}`)
