/** An address that the gateway cannot have; the message is one line for the person who chose it. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError'
}
