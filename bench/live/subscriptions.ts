import { print, printTable } from '../../commands/terminal.ts'
import { startChild } from '../child.ts'
import { urlOf } from '../first-answer.ts'
import { rssOf } from '../measured.ts'
import { startGateway } from '../peers/lakegate.ts'
import { type Held, atLeast, atMost } from './held.ts'
import { type Heard, type Served, type Trial, listeners, tried } from './trial.ts'

const DOCUMENT =
  'subscription { orderPlaced { eventId orderId orderedAt quantity unitPrice city } }'

type Load = Partial<Trial> & Pick<Trial, 'way' | 'subscribers' | 'rate'>

interface Row extends Heard {
  readonly name: string
}

/** What one gateway process tells how many subscribers, beside Yoga as it comes. */
export async function benchSubscriptions(lake: string, seconds: number): Promise<Held[]> {
  await using open = new AsyncDisposableStack()
  const gateway: Served = { name: 'Lakegate', ...open.use(await startGateway(lake)) }
  const child = open.use(startChild(process.execPath, ['bench/peers/yoga-sse.ts', lake]))
  const yoga: Served = { name: 'Yoga', url: await urlOf(child.stdout), pid: child.pid }
  const rows: Row[] = []

  async function trial(served: Served, load: Load): Promise<Heard> {
    const heard = await tried(served, lake, { seconds, document: DOCUMENT, padding: 0, ...load })
    const name = `${served.name}, ${load.way}, ${load.subscribers} × ${load.rate}`
    print(name)
    rows.push({ name, ...heard })
    return heard
  }

  /** Each event fills what the system holds for who does not read by some kilobytes. */
  async function besideStalled(): Promise<Heard & { readonly grownMb: number }> {
    const fields = Array.from({ length: 16 }, (_, i) => `c${i}: city`).join(' ')
    const document = `subscription { orderPlaced { ${fields} } }`
    await using _stalled = await listeners(gateway, { way: 'stalled', subscribers: 1000, document })
    const before = await rssOf(gateway.pid)
    const load = { subscribers: 100, rate: 20, padding: 450, seconds: 6 * seconds }
    const heard = await trial(gateway, { way: 'sse', ...load })
    return { ...heard, grownMb: ((await rssOf(gateway.pid)) - before) / 1e6 }
  }

  const many = await trial(gateway, { way: 'sse', subscribers: 200, rate: 110 })
  const most = await trial(gateway, { way: 'sse', subscribers: 1000, rate: 22 })
  await trial(gateway, { way: 'ws', subscribers: 200, rate: 110 })
  await trial(gateway, { way: 'ws', subscribers: 1000, rate: 22 })
  const fullest = await trial(gateway, { way: 'sse', subscribers: 200, rate: 400 })
  const peer = await trial(yoga, { way: 'sse', subscribers: 200, rate: 400 })
  const quick = await trial(gateway, { way: 'sse', subscribers: 10, rate: 2000 })
  const beside = await besideStalled()
  printRows(rows)
  return [
    ['200 subscribers, told a second', atLeast(many.perSecond, 20_000)],
    ['200 subscribers, p99 ms', atMost(many.p99, 300)],
    ['1,000 subscribers, told a second', atLeast(most.perSecond, 20_000)],
    ['1,000 subscribers, p99 ms', atMost(most.p99, 300)],
    ['told a second, × Yoga at the same load', atLeast(fullest.perSecond / peer.perSecond, 2)],
    ['2,000 events a second, p50 ms', atMost(quick.p50, 20)],
    ['2,000 events a second, p99 ms', atMost(quick.p99, 250)],
    ['100 beside 1,000 that do not read, p99 ms', atMost(beside.p99, 300)],
    ['100 beside 1,000 that do not read, told %', atLeast(beside.share * 100, 100)],
    ['1,000 that do not read, MB that the gateway grew', atMost(beside.grownMb, 500)],
  ]
}

function printRows(rows: readonly Row[]): void {
  print('\nsubscriptions')
  printTable(
    [
      'who, how, subscribers × events a second',
      'told',
      'a second',
      'p50 ms',
      'p99 ms',
      'CPU µs each',
      'KiB a subscriber',
    ],
    rows.map(({ name, share, perSecond, p50, p99, cpuMicros, kibEach }) => [
      name,
      `${(share * 100).toFixed(1)} %`,
      perSecond.toFixed(0),
      p50.toFixed(1),
      p99.toFixed(1),
      cpuMicros.toFixed(1),
      kibEach.toFixed(0),
    ]),
  )
}
