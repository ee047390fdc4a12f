// npm run bench:load -- --lake FOLDER [--minutes 10] [--rate 50]: what many callers at once do to one gateway.
// Ends with 1 when an answer is not as it should be, or when memory grows by more than a quarter after the first minute.
import { parseArgs } from 'node:util'
import { setTimeout as delay } from 'node:timers/promises'
import { grouped, print, printTable } from '../commands/terminal.ts'
import { anyCustomer } from './customer.ts'
import { rssOf } from './measured.ts'
import { mixed } from './load/mix.ts'
import { startGateway } from './peers/lakegate.ts'

const IN_FLIGHT = 8
const LOOK_EACH_MS = 10_000
const LOOKS_A_MINUTE = 6
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

/** All since the start, but for the memory. */
interface Look {
  readonly requests: number
  readonly errors: number
  /** Not sent, since as many as may be were under way. */
  readonly held: number
  readonly bytes: number
}

await using gateway = await startGateway(values.lake)
const ask = mixed(`${gateway.url}/graphql`, await anyCustomer(gateway.url))
const underWay = new Set<Promise<void>>()
const told = new Map<string, number>()
const counted = { requests: 0, errors: 0, held: 0 }
const looks: Look[] = []

const sending = setInterval(send, 1000 / Number(values.rate))
while (looks.length < minutes * LOOKS_A_MINUTE) {
  await delay(LOOK_EACH_MS)
  const look = { ...counted, bytes: await rssOf(gateway.pid) }
  looks.push(look)
  print(
    `${looks.length * 10} s: ${grouped(look.requests)} requests, ${look.errors} errors, ${megabytes(look.bytes)}`,
  )
}
clearInterval(sending)
await Promise.all(underWay)

print('')
printTable(['minute', 'requests', 'errors', 'not sent', 'RSS', 'highest'], minuteRows())
for (const [error, times] of told) print(`${times} × ${error}`)
const growth = memoryAt(looks.length - 2) / memoryAt(LOOKS_A_MINUTE - 1)
const holds = growth <= GROWTH && counted.errors === 0
print(
  `\nmemory at the end is ${growth.toFixed(2)} of that after one minute, at most ${GROWTH}; errors that should not be: ${counted.errors}; it ${holds ? 'holds' : 'does not hold'}`,
)
process.exitCode = holds ? 0 : 1

function send(): void {
  if (underWay.size >= IN_FLIGHT) {
    counted.held++
    return
  }
  counted.requests++
  const asked = ask()
    .catch((error: unknown) => {
      counted.errors++
      const text = String(error).slice(0, 300)
      told.set(text, (told.get(text) ?? 0) + 1)
    })
    .finally(() => underWay.delete(asked))
  underWay.add(asked)
}

function minuteRows(): string[][] {
  return Array.from({ length: minutes }, (_, minute) => {
    const past = looks.slice(minute * LOOKS_A_MINUTE, (minute + 1) * LOOKS_A_MINUTE)
    const last = past.at(-1)!
    const before = looks[minute * LOOKS_A_MINUTE - 1]
    return [
      String(minute + 1),
      grouped(last.requests - (before?.requests ?? 0)),
      grouped(last.errors - (before?.errors ?? 0)),
      grouped(last.held - (before?.held ?? 0)),
      megabytes(last.bytes),
      megabytes(Math.max(...past.map(({ bytes }) => bytes))),
    ]
  })
}

/** The median of a look and those beside it: memory that is let go of and taken again goes up and down by the second. */
function memoryAt(look: number): number {
  const around = looks.slice(look - 1, look + 2).map(({ bytes }) => bytes)
  return around.sort((a, b) => a - b)[1]!
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`
}
