// npm run bench:load -- --lake FOLDER [--minutes 10] [--rate 50]: what many callers at once do to one gateway.
// Ends with 1 when an answer is not as it should be, or when memory grows by more than a quarter after the first minute.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { grouped, print, printTable } from '../commands/terminal.ts'
import { anyCustomer } from './customer.ts'
import { mixed } from './load/mix.ts'
import { startGateway } from './peers/lakegate.ts'

const IN_FLIGHT = 8
const LOOK_EACH_MS = 10_000
const MINUTE_MS = 60_000
const GROWTH = 1.25

const { values } = parseArgs({
  options: {
    lake: { type: 'string' },
    minutes: { type: 'string', default: '10' },
    rate: { type: 'string', default: '50' },
  },
})
const minutes = Number(values.minutes)
if (values.lake === undefined || !(minutes >= 2))
  throw new Error('bench:load needs --lake FOLDER, and --minutes of at least 2 to compare two')

interface Minute {
  requests: number
  errors: number
  /** Not sent, since as many as may be were under way. */
  late: number
  /** At its end. */
  rssBytes: number
  /** The most of those seen. */
  peakBytes: number
}

await using gateway = await startGateway(values.lake)
const url = `${gateway.url}/graphql`
const ask = mixed(url, await anyCustomer(gateway.url))
const told = new Map<string, number>()
const past: Minute[] = []
for (let i = 0; i < minutes; i++) past.push(await minute())

print('')
printTable(
  ['minute', 'requests', 'errors', 'not sent', 'RSS', 'highest'],
  past.map(({ requests, errors, late, rssBytes, peakBytes }, i) => [
    String(i + 1),
    ...[requests, errors, late].map(grouped),
    megabytes(rssBytes),
    megabytes(peakBytes),
  ]),
)
for (const [error, times] of told) print(`${times} × ${error}`)
const growth = past.at(-1)!.rssBytes / past[0]!.rssBytes
const holds = growth <= GROWTH && told.size === 0
print(
  `\nmemory at the end is ${growth.toFixed(2)} of that after one minute (at most ${GROWTH}); ${told.size === 0 ? 'no' : 'unexpected'} errors: ${holds ? 'holds' : 'does not hold'}`,
)
process.exitCode = holds ? 0 : 1

/** Sends at the rate for a minute, and looks at the process now and then. */
async function minute(): Promise<Minute> {
  const found: Minute = { requests: 0, errors: 0, late: 0, rssBytes: 0, peakBytes: 0 }
  const underWay = new Set<Promise<void>>()
  const one = async () => {
    found.requests++
    await ask().catch((error: unknown) => {
      found.errors++
      const text = String(error).slice(0, 300)
      told.set(text, (told.get(text) ?? 0) + 1)
    })
  }
  const sending = setInterval(
    () => {
      if (underWay.size >= IN_FLIGHT) {
        found.late++
        return
      }
      const asked = one().finally(() => underWay.delete(asked))
      underWay.add(asked)
    },
    1000 / Number(values.rate),
  )
  const looking = setInterval(look, LOOK_EACH_MS)
  const { promise: over, resolve } = Promise.withResolvers<void>()
  setTimeout(resolve, MINUTE_MS)
  await over
  clearInterval(sending)
  clearInterval(looking)
  await Promise.all(underWay)
  look()
  return found

  function look(): void {
    found.rssBytes = rssOf(gateway.pid)
    found.peakBytes = Math.max(found.peakBytes, found.rssBytes)
    print(
      `minute ${past.length + 1}: ${grouped(found.requests)} requests, ${found.errors} errors, ${megabytes(found.rssBytes)}`,
    )
  }
}

/** Linux. */
function rssOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`
}
