import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { print, printTable } from '../../commands/terminal.ts'
import { startChild } from '../child.ts'
import { rssOf } from '../measured.ts'
import { startGateway } from '../peers/lakegate.ts'
import { type Held, atMost } from './held.ts'
import { listeners } from './trial.ts'

/** Events a second. */
const RATE = '500'
const SUBSCRIBERS = 100
const DOCUMENT = 'subscription { orderPlaced { eventId orderId product { name } total city } }'
const GROWTH = 1.25
const MINUTE_MS = 60_000

/** What a gateway and a processor hold while visits come and are told, minute by minute; flat after the second. */
export async function benchMemory(from: string, folder: string, minutes: number): Promise<Held[]> {
  const lake = join(folder, 'memory')
  cpSync(from, lake, { recursive: true })
  await using open = new AsyncDisposableStack()
  const gateway = open.use(await startGateway(lake))
  const processor = open.use(child('stream', '--json', '--lake', lake))
  const simulator = open.use(child('simulate', '--json', '--rate', RATE, '--lake', lake))
  open.use(await listeners(gateway, { way: 'sse', subscribers: SUBSCRIBERS, document: DOCUMENT }))
  const columns: { readonly name: string; readonly pid: number; readonly mb: number[] }[] = [
    { name: 'gateway', pid: gateway.pid, mb: [] },
    { name: 'processor', pid: processor.pid, mb: [] },
    { name: 'simulator', pid: simulator.pid, mb: [] },
  ]
  for (let minute = 1; minute <= minutes; minute++) {
    await delay(MINUTE_MS)
    for (const { pid, mb } of columns) mb.push((await rssOf(pid)) / 1e6)
  }
  print(`\nRSS MB by minute, ${RATE} events a second, ${SUBSCRIBERS} subscribers`)
  printTable(
    ['process', ...Array.from({ length: minutes }, (_, i) => String(i + 1))],
    columns.map(({ name, mb }) => [name, ...mb.map((each) => each.toFixed(0))]),
  )
  return columns.map(({ name, mb }) => [
    `${name}: RSS at the end, × that after two minutes`,
    atMost(mb.at(-1)! / mb[Math.min(1, mb.length - 1)]!, GROWTH),
  ])
}

function child(...argv: string[]) {
  const started = startChild(process.execPath, ['cli.ts', ...argv])
  started.stdout.resume()
  return started
}
