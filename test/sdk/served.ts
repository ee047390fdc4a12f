import { type ClientOptions, createClient } from '../../sdk/index.ts'
import type { Gateway, GatewayOptions } from '../../gateway/gateway.ts'
import { serveLake } from '../gateway/serve-lake.ts'
import { edgeShop } from '../golden/edge-shop.ts'

export const serveEdge = async (options: Partial<GatewayOptions> = {}) =>
  serveLake((await edgeShop()).lake, options)

/** Asks once, so that what goes wrong is seen. */
export const clientOf = ({ url }: Gateway, options: Partial<ClientOptions> = {}) =>
  createClient({ url: `${url}/graphql`, retries: 0, ...options })
