export type { AsOf } from './as-of.ts'
export { type Client, type PageOptions, createClient } from './client.ts'
export type { Day } from './day.ts'
export { Decimal, type DecimalInput } from './decimal.ts'
export type { DocumentFacts, TypedDocument } from './document.ts'
export {
  type AnsweredError,
  LakegateError,
  type LakegateErrorCode,
  type LakegateErrorOptions,
} from './errors.ts'
export type { CallOptions, ClientOptions } from './exchange.ts'
export type { Instant, InstantInput } from './instant.ts'
export type { Page } from './pages.ts'
export type { Answer, AnsweredPublication } from './response.ts'
export type { ScalarName, Shape } from './shape.ts'
export type { SubscribeOptions } from './subscribe.ts'
export type { WebSocketClass } from './web-socket.ts'
