import { z } from 'zod'
import type { Gateway } from '../../gateway/gateway.ts'

const answer = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.record(z.string(), z.unknown()) }))
    .optional(),
  extensions: z
    .object({
      publication: z.record(z.string(), z.string()).optional(),
      cost: z.number().optional(),
    })
    .optional(),
})

/** Posts a query as a client does that sends these headers. */
export const askWith =
  (headers: Readonly<Record<string, string>>) =>
  async ({ url }: Pick<Gateway, 'url'>, query: string, variables: object = {}) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    })
    return answer.parse(await response.json())
  }

/** Posts a query as a client does. */
export const ask = askWith({})
