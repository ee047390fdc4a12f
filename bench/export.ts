// npm run bench:export -- --lake FOLDER [--export orders,customers] [--format csv,xlsx]: what an export takes of a gateway.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { grouped, print, printTable } from '../commands/terminal.ts'
import { FORMATS } from '../lakehouse/exports/formats.ts'
import { currentPublication } from '../lakehouse/publication.ts'
import { urlOf } from './first-answer.ts'

const ABOVE_IDLE_MAX = 300e6

const TABLES: Readonly<Record<string, string>> = {
  customers: 'silver.customers',
  products: 'silver.products',
  orders: 'silver.orders',
  'sale-lines': 'gold.sale_lines',
}

const { values } = parseArgs({
  options: {
    lake: { type: 'string' },
    export: { type: 'string', default: 'orders,sale-lines' },
    format: { type: 'string', default: Object.keys(FORMATS).join(',') },
  },
})
if (values.lake === undefined) throw new Error('name a lake: npm run bench:export -- --lake FOLDER')
const publication = await currentPublication(values.lake)
const rows: string[][] = []
for (const name of values.export.split(',')) {
  const table = publication?.tables.find((each) => each.table === TABLES[name])
  if (!table) throw new Error(`${name} is none of ${Object.keys(TABLES).join(', ')}`)
  for (const format of values.format.split(','))
    rows.push([name, format, grouped(table.rows), ...(await measured(values.lake, name, format))])
}
print('')
printTable(['export', 'format', 'rows', 'MB', 'seconds', 'idle MB', 'above idle', 'holds'], rows)

/** A gateway of its own for each, since the most that a process held is told once. */
async function measured(lake: string, name: string, format: string): Promise<string[]> {
  const serve = ['cli.ts', 'serve', '--json', '--port', '0', '--lake', lake]
  const env = { ...process.env, LAKEGATE_LOG_LEVEL: 'error' }
  const child = spawn(process.execPath, serve, { stdio: ['ignore', 'pipe', 'inherit'], env })
  try {
    const url = await urlOf(child.stdout)
    // What is loaded once is no part of what an export takes.
    await (await fetch(`${url}/export/cohorts.${format}?months=1`)).arrayBuffer()
    const idle = await memory(child.pid!, 'VmRSS')
    const started = performance.now()
    const response = await fetch(`${url}/export/${name}.${format}`)
    if (!response.ok) return ['', '', '', '', `refused: ${response.status}`]
    let bytes = 0
    for await (const chunk of response.body!) bytes += chunk.length
    const seconds = (performance.now() - started) / 1000
    const above = (await memory(child.pid!, 'VmHWM')) - idle
    const figures = [bytes / 1e6, seconds, idle / 1e6, above / 1e6].map((each) => each.toFixed(1))
    return [...figures, above <= ABOVE_IDLE_MAX ? 'yes' : 'no']
  } finally {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
}

/** Linux. */
async function memory(pid: number, line: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(new RegExp(`${line}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) * 1024
}
