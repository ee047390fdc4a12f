import { createClient } from 'lakegate-client'

export const client = createClient({
  url: process.env['LAKEGATE_URL'] ?? 'http://127.0.0.1:4000/graphql',
  token: process.env['LAKEGATE_TOKEN'],
})
