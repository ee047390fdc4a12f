// npm run bench:live [-- --lake FOLDER] [--seconds 5] [--minutes 10] [--part subscriptions|processor|memory]: what a shop that streams
// costs: subscribers of one gateway process beside Yoga as it comes, events that become rows, memory over the minutes.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { print, printTable } from '../commands/terminal.ts'
import type { Held } from './live/held.ts'
import { benchMemory } from './live/memory.ts'
import { benchProcessor } from './live/processor.ts'
import { benchSubscriptions } from './live/subscriptions.ts'
import { run } from './measured.ts'

const { values } = parseArgs({
  options: {
    lake: { type: 'string' },
    seconds: { type: 'string', default: '5' },
    minutes: { type: 'string', default: '10' },
    part: { type: 'string' },
  },
})
using open = new DisposableStack()
const folder = mkdtempSync(join(tmpdir(), 'lakegate-bench-'))
open.defer(() => rmSync(folder, { recursive: true }))
const lake = values.lake ?? (await built())
const parts: Readonly<Record<string, () => Promise<Held[]>>> = {
  processor: () => benchProcessor(lake, folder),
  subscriptions: () => benchSubscriptions(lake, Number(values.seconds)),
  memory: () => benchMemory(lake, folder, Number(values.minutes)),
}
const held: Held[] = []
for (const [name, bench] of Object.entries(parts))
  if (name === (values.part ?? name)) held.push(...(await bench()))
print('\nwhat must hold')
printTable(
  ['what', 'holds'],
  held.map((row) => [...row]),
)

async function built(): Promise<string> {
  const target = join(folder, 'lake')
  await run(['build', '--lake', target])
  return target
}
