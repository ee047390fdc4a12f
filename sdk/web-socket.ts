/** What a subscription needs of a WebSocket: browsers, Node 22 and `ws` have it. */
export interface WebSocketLike {
  send(text: string): void
  close(): void
  addEventListener(type: 'open' | 'error', listener: () => void): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(
    type: 'close',
    listener: (event: { readonly code: number; readonly reason: string }) => void,
  ): void
}

export type WebSocketClass = new (address: string, protocol: string) => WebSocketLike

/** Errors: `TypeError` where there is none. */
export function webSocketClass(given: WebSocketClass | undefined): WebSocketClass {
  const found = given ?? Reflect.get(globalThis, 'WebSocket')
  if (found) return found
  throw new TypeError(
    "subscriptions: 'websocket' needs a WebSocket: take Node 22 or newer, or give the class of the package ws as WebSocket",
  )
}
