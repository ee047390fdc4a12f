import type { Gateway } from '../../gateway/gateway.ts'
import { type ClientOptions, createClient } from '../../sdk/index.ts'
import { type ServeOptions, serveLake } from '../gateway/serve-lake.ts'
import { edgeShop } from '../golden/edge-shop.ts'

export const serveEdge = async (options: ServeOptions = {}) =>
  serveLake((await edgeShop()).lake, options)

/** Asks once, so that what goes wrong is seen. */
export const clientOf = ({ url }: Pick<Gateway, 'url'>, options: Partial<ClientOptions> = {}) =>
  createClient({ url: `${url}/graphql`, retries: 0, ...options })
