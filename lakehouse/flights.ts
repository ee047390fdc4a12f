/** Equal work that is under way is done once: whoever asks for it meanwhile gets what it gives. */
export interface Flights<T> {
  /**
   * `stop` aborts when all who wait for it have left; who leaves alone is rejected with the reason of `left`.
   *
   * Errors: those of `fly`.
   */
  readonly join: (
    key: string,
    left: AbortSignal,
    fly: (stop: AbortSignal) => Promise<T>,
  ) => Promise<T>
}

interface Flight<T> {
  readonly landing: Promise<T>
  readonly stop: AbortController
  riders: number
}

export function openFlights<T>(): Flights<T> {
  const flights = new Map<string, Flight<T>>()

  function start(key: string, fly: (stop: AbortSignal) => Promise<T>): Flight<T> {
    const stop = new AbortController()
    const landing = fly(stop.signal).finally(() => forget(key, flight))
    const flight: Flight<T> = { landing, stop, riders: 0 }
    flights.set(key, flight)
    return flight
  }

  /** Nobody may join what is being stopped. */
  function forget(key: string, flight: Flight<T>): void {
    if (flights.get(key) === flight) flights.delete(key)
  }

  return {
    async join(key, left, fly) {
      left.throwIfAborted()
      const flight = flights.get(key) ?? start(key, fly)
      flight.riders += 1
      return await new Promise((resolve, reject) => {
        const leave = () => {
          flight.riders -= 1
          if (flight.riders === 0) {
            forget(key, flight)
            flight.stop.abort(left.reason)
          }
          reject(left.reason)
        }
        left.addEventListener('abort', leave, { once: true })
        flight.landing.then(resolve, reject).finally(() => left.removeEventListener('abort', leave))
      })
    },
  }
}
