import { builder } from './builder.ts'

builder.subscriptionType({
  description:
    'What happens now, over SSE and WebSocket (graphql-ws). `after` takes the last cursor seen: nothing is missed or repeated over a reconnect.',
  authScopes: { read: true },
})

export const AFTER = 'The last cursor seen: goes on right after it. Without it, from now on.'
export const CURSOR = 'Where the subscription goes on after a reconnect: give it as `after`.'
