import { OrderPlacedDocument } from 'lakegate-client/documents'
import { client } from './client.ts'

const minute = AbortSignal.timeout(60_000)
const told = client.subscribe(
  OrderPlacedDocument,
  { where: { minimumTotal: '100' } },
  { signal: minute },
)
try {
  for await (const { orderPlaced } of told)
    console.log(`${orderPlaced.orderedAt} ${orderPlaced.productId}: ${orderPlaced.total}`)
} catch (error) {
  if (!minute.aborted) throw error
}
