/** Which ids came, the latest of them: an id that comes again from elsewhere in the log is a repeat. */
export interface SeenIds {
  /** `place` is where the log has it: reading that again is no repeat. */
  readonly isRepeat: (id: string, place: string) => boolean
}

export function openSeenIds(max: number): SeenIds {
  const places = new Map<string, string>()
  return {
    isRepeat(id, place) {
      const known = places.get(id)
      if (known !== undefined) return known !== place
      places.set(id, place)
      if (places.size > max) {
        const [oldest] = places.keys()
        places.delete(oldest!)
      }
      return false
    },
  }
}
