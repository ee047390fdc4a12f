import { LakegateError } from 'lakegate-client'
import { SalesMetricsDocument } from 'lakegate-client/documents'
import { client } from './client.ts'

try {
  await client.query(SalesMetricsDocument, { first: 0 })
} catch (error) {
  if (!(error instanceof LakegateError)) throw error
  console.log(`${error.code}: ${error.message}`)
}
