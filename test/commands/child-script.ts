import { setTimeout as delay } from 'node:timers/promises'

// Stands in for a command: what it does is its first argument.
const [, , deed] = process.argv
console.log(`pid ${process.pid}`)
if (deed === 'fail') {
  console.error('the disk is full')
  process.exitCode = 1
} else if (deed === 'misuse') {
  console.error("unknown command 'strem'")
  process.exitCode = 2
} else {
  const stop = new AbortController()
  process.once('SIGTERM', () => deed === 'work' && stop.abort())
  await delay(60_000, undefined, { signal: stop.signal }).catch(() => undefined)
  console.log('ended cleanly')
}
