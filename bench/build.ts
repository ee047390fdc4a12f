// npm run bench:build [-- --orders 1000000,5000000]: what a build costs, from raw files on disk to the publication.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { makeSample } from '../jobs/sources/sample/sample.ts'
import { print, printTable } from '../commands/terminal.ts'
import { firstAnswer } from './first-answer.ts'
import { run } from './measured.ts'

const END = '2026-10-31'

const { values } = parseArgs({ options: { orders: { type: 'string', default: '5000,1000000' } } })
const folder = mkdtempSync(join(tmpdir(), 'lakegate-bench-'))
try {
  const rows: string[][] = []
  for (const orders of values.orders.split(',').map(Number)) rows.push(...(await buildsOf(orders)))
  rows.push([
    '5,000',
    'start to first answer',
    seconds(await firstAnswer(join(folder, 'first'))),
    '',
  ])
  print('')
  printTable(['orders', 'what', 'seconds', 'RSS'], rows)
} finally {
  rmSync(folder, { recursive: true })
}

async function buildsOf(orders: number): Promise<string[][]> {
  const [raw, lake] = [join(folder, `raw-${orders}`), join(folder, `lake-${orders}`)]
  print(`making ${orders} orders`)
  await makeSample({ folder: raw, seed: 1, endDate: END, orders })
  const rows = []
  for (const what of ['full build', 'nothing changed']) {
    const { wallMs, rssBytes } = await run([
      'build',
      '--source',
      'sample',
      '--from',
      raw,
      '--lake',
      lake,
    ])
    rows.push([
      orders.toLocaleString('en-US'),
      what,
      seconds(wallMs),
      `${(rssBytes / 1e9).toFixed(2)} GB`,
    ])
  }
  rmSync(raw, { recursive: true })
  rmSync(lake, { recursive: true })
  return rows
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1)
}
