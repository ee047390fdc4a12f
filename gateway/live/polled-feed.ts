import { pause } from '../../lakehouse/pause.ts'
import { type Feed, openFeed } from './feed.ts'

type Look<T> = () => Promise<readonly T[]>

/** A feed of what is only found by looking; `open` looks at what there is, and gives how to look for what came since. */
export function openPolledFeed<T>(everyMs: number, open: () => Promise<Look<T>>): Feed<T> {
  return openFeed(async (signal) => looking(await open(), everyMs, signal))
}

async function* looking<T>(look: Look<T>, everyMs: number, signal: AbortSignal) {
  while (!signal.aborted) {
    yield await look()
    await pause(everyMs, signal)
  }
}
